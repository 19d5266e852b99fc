import type { UiElement } from '../events.ts';
import { isSecureElement } from '../secure-element.ts';
import type { OpenAdaptStep } from './openadapt-records.ts';
import { clip } from './split.ts';

/** The clicked element. Its selector is left out: selectors can quote the text of the page, and are not redacted. */
export function element(step: OpenAdaptStep, hides: boolean): { el?: UiElement } {
  const { role, name } = 'structural' in step && step.structural ? step.structural : {};
  if (!role && !name) return {};
  return {
    el: {
      role: hides ? 'password text' : clip(role || 'unknown', 64),
      ...(name ? { name: clip(name, 4_096) } : {}),
    },
  };
}

/** Whether a step's element data hints that it hides its text. Inputs often have no role. */
export const hidesText = (structural: unknown): boolean => {
  if (typeof structural !== 'object' || structural === null) return false;
  const { selector, ...about } = structural as Record<string, unknown>;
  return isSecureElement({ ...about, type: about.type ?? about.role ?? 'input', role: about.role, id: selector });
};
