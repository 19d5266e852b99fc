import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../..');

/** A field of the configuration, as its type says it. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  /** What stands above it in the code. */
  readonly says: string;
}

/** Every interface that a file exports or uses, with the sentence above each of its fields. */
export function interfacesIn(file: string): Map<string, readonly Field[]> {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found = new Map<string, readonly Field[]>();
  for (const statement of source.statements)
    if (ts.isInterfaceDeclaration(statement))
      found.set(
        statement.name.text,
        statement.members.filter(ts.isPropertySignature).map((member) => ({
          name: member.name.getText(source),
          type: member.type?.getText(source).replaceAll(/\s+/g, ' ') ?? '',
          optional: member.questionToken !== undefined,
          says: ts
            .getJSDocCommentsAndTags(member)
            .map(({ comment }) => (typeof comment === 'string' ? comment : (ts.getTextOfJSDocComment(comment) ?? '')))
            .join(' ')
            .replaceAll(/\s+/g, ' '),
        })),
      );
  return found;
}
