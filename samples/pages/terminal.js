// A pretend shell: it echoes what is typed, hides what is typed at a password prompt, and answers a few commands.
const screen_ = document.getElementById('screen');
screen_.role = 'textbox';
screen_.ariaLabel = 'Terminal';
screen_.tabIndex = 0;
const PROMPT = 'mina@build-07:~/deploy$ ';
const ANSWERS = {
  'git status': [
    'On branch release',
    'Your branch is up to date with origin/release.',
    'nothing to commit, working tree clean',
  ],
  'git pull': ['Already up to date.'],
  'npm test': ['42 tests passed', '0 tests failed'],
};
const CUSTOMERS = [
  ' id      | name             | phone',
  '---------+------------------+-----------------',
  ' 2048817 | Jonas Halvorsen  | +1 202 555 0193',
];

let hidden = false;
let typed = '';
const line = (text) => {
  const div = document.createElement('div');
  div.textContent = text;
  screen_.append(div);
  return div;
};
let current = line(PROMPT);

function run(command) {
  if (hidden) {
    hidden = false;
    line('psql (17.2)');
    for (const row of CUSTOMERS) line(row);
  } else if (command.startsWith('psql')) {
    hidden = true;
    current = line('Password for user reports: ');
    return;
  } else for (const answer of ANSWERS[command] ?? []) line(answer);
  current = line(PROMPT);
}

screen_.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter') {
    const command = typed;
    typed = '';
    run(command);
  } else if (event.key === 'Backspace') {
    if (typed === '') return;
    typed = typed.slice(0, -1);
    if (!hidden) current.textContent = current.textContent.slice(0, -1);
  } else if (event.key.length === 1) {
    typed += event.key;
    if (!hidden) current.textContent += event.key;
  } else return;
  event.preventDefault();
});
