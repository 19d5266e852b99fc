import { isStrangeAccount } from './accounts.ts';
import { oneOf, type Rule, rule } from './rule.ts';

/** Words that an account follows in commands and comments, and folders that hold one for each person. */
const CUES = oneOf('user(?:name)?|login|owner|author|assignee|approver|operator|FIXME|TODO|XXX|HACK');
const OWNED_PATHS = oneOf('people|members|users|staff|employees|customers|patients|profiles?|team|colleagues');
const STRANGE = '[a-z]{4,24}(?:[._-][a-z]{3,24})?\\d{0,3}';

/** Words that no language has, in code and commands, where an account often stands: behind a cue, in an option, in a branch or a path. */
export const STRANGE_ACCOUNTS: readonly Rule[] = [
  rule({
    id: 'user.strange',
    type: 'USERNAME',
    before: `(?<![\\w/.-])${CUES}(?::\\s|\\s)@?`,
    value: STRANGE,
    after: '(?=[:,;"\\s]|\'(?!t)|$)',
    on: ['code'],
    valid: isStrangeAccount,
    hits: ['username ⟦brandvold⟧ privilege 15', '# FIXME ⟦tjeerd⟧: flaky', 'login ⟦quast.bettina⟧ failed'],
    misses: ['username field', 'TODO refactor: later', 'login brand', 'superuser tjeerd', 'FIXME ab: x'],
  }),
  rule({
    id: 'user.option',
    type: 'USERNAME',
    before: '(?<=[a-z)] )(?:-u|-U|-l|--user|--username|--login|--owner|--author|--assignee)[ =]["\']?|\\bCN=',
    value: STRANGE,
    after: '(?=["\'\\s);|&]|$)',
    on: ['code'],
    valid: isStrangeAccount,
    hits: ['pgrep -u ⟦tjeerdb⟧ java', 'tool list --assignee ⟦brandvold⟧ --open', 'x $(lsof -u ⟦mirela.tautu⟧)'],
    misses: ['git push -u origin main', 'python -u script.py', 'app --user-agent brandvold', 'sort -u names'],
  }),
  rule({
    id: 'user.branch',
    type: 'USERNAME',
    before:
      '\\b(?:branch|switch|checkout|-b|-c|worktree add|push origin|merge|rebase)\\s{1,2}(?:-[bBc] )?(?:\'|"|origin/)?',
    value: '[a-z]{4,24}',
    after: '(?=/[\\w.-]{2,80})',
    on: ['code'],
    valid: isStrangeAccount,
    hits: ["Merge branch '⟦tjeerdb⟧/fix-rounding' into main", 'git checkout -b ⟦brandvold⟧/slow-tests'],
    misses: [
      'git checkout feature/slow-tests',
      'git switch brandvold',
      'git checkout dir/brandvold',
      'branch release/2.x',
    ],
  }),
  rule({
    id: 'user.folder',
    type: 'USERNAME',
    before: `/${OWNED_PATHS}/`,
    value: STRANGE,
    after: '(?=[/?\\s"\'#]|$)',
    on: ['code'],
    valid: isStrangeAccount,
    hits: ['GET /v2/people/⟦mirela-tautu⟧/payslips', 'https://a.test/members/⟦tjeerdbrandvold⟧'],
    misses: ['/users/settings', '/people/search?q=x', '/profile/quast_1', '/peoples/quast'],
  }),
];
