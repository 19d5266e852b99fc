/** Names in code, logs and terminals: 25 shapes, each filled with three people. `{G}` a given name, `{S}` a surname, `{P}` both. */
const SHAPES = `
{"first":"{G}","last":"{S}","role":"viewer"}
{"approver": {"display_name": "{P}"}}
{"guest":"{S}, {G}","room":7}
"invitee": "{P}",
customer_name: {P}
  lead: {P}
INSERT INTO guests (given, family) VALUES ('{G}', '{S}');
SELECT count(*) FROM visits WHERE family_name = '{S}';
UPDATE tickets SET owner = '{P}' WHERE id = 31;
881,{S},{G},2026-11-04,paid
{G};{S};Berlin;yes
 31 | {G} | {S} | open
<td>{P}</td><td>4</td>
<option value="9">{P}</option>
2026-11-26 09:12:44 INFO  badge printed for {P}
[11:02:13] WARN password reset requested by {P}
RuntimeError: no desk for {P}
level=warn msg="duplicate patient" name="{P}"
Reported-by: {P}
commit 9c1f2e0a by {P} on Tuesday
$ git log --author="{P}"
# ask {P} before changing this
// written by {P} in 2024
ATTENDEE;CN={P};RSVP=TRUE
const owner = "{P}";
`
  .trim()
  .split('\n');

const PEOPLE = [
  ['Marlene', 'Birkholz'],
  ['Tendai', 'Mukwashi'],
  ['Soraya', 'Vandermeer'],
] as const;

/** Each text, and its values that must not stay readable. */
export const CODE_NAMES: readonly { readonly text: string; readonly values: readonly string[] }[] = SHAPES.flatMap(
  (shape) =>
    PEOPLE.map(([given, last]) => ({
      text: shape.replaceAll('{P}', `${given} ${last}`).replaceAll('{G}', given).replaceAll('{S}', last),
      values: [...(shape.includes('{G}') || shape.includes('{P}') ? [given] : []), last],
    })),
);
