import { type DifferenceView, headline, wholeItemsOf } from './view.ts';

/** For build servers that show test reports: each change is a case; a change that widens access fails. */
export function differenceJunit(view: DifferenceView): string {
  const items = wholeItemsOf(view);
  const cases = items.map(({ text, severity, why, sources, fails }) => {
    const attributes = `classname="strongroom.diff.${severity}" name="${escaped(text)}"`;
    const body = escaped([why, ...sources].filter(Boolean).join(' '));
    return fails
      ? `    <testcase ${attributes}><failure message="${escaped(text)}" type="${severity}">${body}</failure></testcase>`
      : `    <testcase ${attributes}/>`;
  });
  const all =
    cases.length > 0 ? cases : [`    <testcase classname="strongroom.diff" name="${escaped(headline(view))}"/>`];
  const failures = items.filter(({ fails }) => fails).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${all.length}" failures="${failures}">`,
    `  <testsuite name="strongroom diff" tests="${all.length}" failures="${failures}">`,
    ...all,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
    // XML 1.0 has no way to write most control characters.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
