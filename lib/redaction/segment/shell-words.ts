/**
 * Commands after which a program asks for secrets without echo: a login, a key, a vault, a silent `read`. Each is at the
 * beginning of a command.
 */
const ASKING: readonly string[] = [
  // Another user, another machine
  ...[
    'sudo(?!\\s+-[nl]\\b)',
    'su',
    'doas',
    'pkexec',
    'runas',
    'gsudo',
    'ssh',
    'scp',
    'sftp',
    'ssh-copy-id',
    'ssh-add',
    'sshpass',
  ],
  ...[
    'ftp',
    'lftp',
    'telnet',
    'kinit',
    'net use',
    'cmdkey',
    'Enter-PSSession',
    'New-PSSession',
    'mount',
    'mount\\.cifs',
  ],
  ...['smbclient', 'rsync', 'rdesktop', 'xfreerdp', 'vncviewer', 'winrs', 'evil-winrm', 'mosh', 'autossh'],
  // Passwords of accounts
  ...[
    'passwd',
    'smbpasswd',
    'vncpasswd',
    'chpasswd',
    'htpasswd',
    'adduser',
    'yppasswd',
    'kpasswd',
    'ldappasswd',
    'chage',
  ],
  ...[
    'net user',
    'dscl',
    'createuser',
    'mysql_secure_installation',
    'mkpasswd',
    'grub2?-mkpasswd-pbkdf2',
    'slappasswd',
    'vipw',
  ],
  // Keys and encryption
  ...[
    'ssh-keygen',
    'gpg2?',
    'openssl',
    'cryptsetup',
    'age',
    'zip',
    '7z[az]?',
    'unzip',
    'unrar',
    'keytool',
    'jarsigner',
    'ansible-vault',
  ],
  ...[
    'restic',
    'borg',
    'duplicity',
    'rclone config',
    'veracrypt',
    'ecryptfs-\\w+',
    'encfs',
    'gocryptfs',
    'qpdf',
    'pdftk',
    'sops',
  ],
  ...['step', 'certbot', 'wg', 'signify', 'minisign', 'rage', 'manage-bde'],
  // Databases and directories
  ...[
    'psql',
    'pg_dump(?:all)?',
    'pg_restore',
    'mysql',
    'mysqldump',
    'mysqladmin',
    'mariadb(?:-dump)?',
    'mongosh?',
    'redis-cli',
  ],
  ...[
    'sqlplus',
    'sqlcmd',
    'rman',
    'ldapsearch',
    'ldapadd',
    'ldapmodify',
    'ldapwhoami',
    'cypher-shell',
    'clickhouse-client',
    'influx',
  ],
  // Vaults and password managers
  ...[
    'vault',
    'op',
    'bw',
    'rbw',
    'lpass',
    'pass',
    'gopass',
    'keepassxc-cli',
    'kpcli',
    'secret-tool',
    'keyring',
    'security',
    'dcli',
  ],
  ...['systemd-ask-password', 'getpass', 'pinentry\\S*', 'gnome-keyring\\S*'],
  // Logins of services
  ...[
    '(?:docker|podman|nerdctl|buildah|skopeo|helm registry|oras) login',
    '(?:npm|pnpm|yarn(?: npm)?|bun) (?:login|adduser)',
  ],
  ...[
    '(?:az|oc|heroku|firebase|fly(?:ctl)?|vercel|netlify|cargo|gem|poetry|twine|gh|glab|doctl|ibmcloud|cf|tkn|argocd) [\\w -]*(?:login|signin|publish|push|upload|owner)',
  ],
  ...[
    'aws configure',
    'aws sso',
    'gcloud auth',
    'gh auth',
    'twine',
    'gem',
    'pip3? config',
    'conda login',
    'huggingface-cli login',
    'hf auth',
  ],
  ...[
    'wandb login',
    'terraform login',
    'snyk auth',
    'svn',
    'hg',
    'git (?:push|pull|fetch|clone|credential\\S*)',
    'p4 login',
    'mutt',
    'msmtp',
  ],
  ...[
    'ansible(?:-\\w+)?\\s[^\\n]*(?:-K|-k|--ask-\\S+)',
    'curl\\s[^\\n]*(?:-u|--user)\\b',
    'wget\\s[^\\n]*--ask-password',
    'nmcli',
    'wpa_passphrase',
  ],
  ...[
    'iwctl',
    'bluetoothctl',
    'openvpn',
    'openconnect',
    'vpnc',
    'nordvpn login',
    'tailscale up',
    'snowsql',
    'cqlsh',
    'sftp',
  ],
  // A script that reads without showing
  ...[
    'read\\s[^\\n]*-\\w*s\\w*',
    'stty\\s[^\\n]*-echo',
    'Read-Host\\b[^\\n]*-(?:AsSecureString|MaskInput)',
    'Get-Credential',
    '\\$\\w+\\s?=\\s?(?:Read-Host|Get-Credential)',
  ],
  ...[
    'python3?\\s[^\\n]*getpass',
    'set\\s+\\/p\\b',
    'pwsh?\\s[^\\n]*SecureString',
    'whiptail\\s[^\\n]*--passwordbox',
    'dialog\\s[^\\n]*--(?:insecure|passwordbox)',
  ],
];
const ASKS = new RegExp(`^(?:${ASKING.join('|')})(?=\\s|$)`);

/** Words before the command proper. */
const BEFORE =
  /^(?:\s|[A-Za-z_]\w{0,60}=\S{0,200}\s|(?:time|env|exec|nohup|command|builtin|winpty|then|do|if|!)\s|[$#>%❯]\s)+/;
const BETWEEN = /&&|\|\||[;|]/;

/** Whether a line of a shell runs a command that asks for a secret. */
export const asksForSecret = (line: string): boolean =>
  line.length <= 2000 &&
  line.split(BETWEEN).some((part) => {
    const command = part.replace(BEFORE, '');
    return (
      ASKS.test(command) ||
      /\s--?(?:ask-?pass\w*|askpass|password-stdin|prompt-password|interactive-password)\b/.test(command)
    );
  });

/** Commands that people give without an argument: a line of nothing else is no answer. */
const ALONE = new Set(
  `ls ll la l lsa cd pwd dir exit quit logout clear cls reset history whoami who w id users groups hostname uname uptime date cal
  df du free top htop btop atop ps pstree jobs fg bg kill killall env printenv set export alias unalias type which man info help
  cat less more head tail nano vi vim nvim view emacs code micro ed joe pico mc ranger sort uniq wc tee touch mkdir rmdir rm cp mv
  ln stat file find locate grep rg ag fd tree xargs sed awk cut tr diff cmp tar gzip gunzip bzip2 xz zip unzip ping traceroute dig
  nslookup host ip ifconfig ipconfig netstat ss route arp curl wget nc ncat nmap tcpdump ssh scp sftp rsync sudo su doas passwd
  mount umount lsblk blkid fdisk parted lsof dmesg journalctl systemctl service crontab at batch watch sleep screen tmux zellij
  git gh glab svn hg tig lazygit make cmake ninja gcc g++ clang cc rustc cargo go node npm npx pnpm yarn bun deno python python3 ipython
  pip pip3 poetry uv conda jupyter ruby irb gem bundle rake rails perl php composer java javac jshell mvn gradle sbt scala kotlin
  dotnet swift ghc cabal stack elixir iex mix erl lua R julia octave docker podman kubectl k9s helm minikube kind terraform tofu
  ansible vagrant packer vault consul nomad aws az gcloud doctl heroku fly psql mysql sqlite3 mongosh mongo redis-cli bash sh zsh fish
  dash ksh csh tcsh pwsh powershell cmd wsl screenfetch neofetch fastfetch sar iostat vmstat mpstat strace ltrace gdb lldb perf
  apt apt-get dpkg dnf yum rpm pacman zypper brew port snap flatpak nix choco winget scoop true false yes no y n q a c ok all none
  status log start stop restart reload up down build test run install update upgrade version menu shutdown reboot poweroff halt
  lsusb lspci lscpu lsmod modprobe sync visudo vipw source fc bind dirs pushd popd ulimit umask times trap wait hash cowsay sl
  fortune tty stty tput locale timedatectl hostnamectl loginctl nmcli iwctl bluetoothctl alsamixer pavucontrol startx
  get-process get-service get-childitem get-location dir gci gps ipmo`.split(/\s+/),
);
const PATH = /^(?:~|\.{1,2})?[\\/]\S*$|^[\w.-]{1,60}\/[\w./-]{1,200}$|^[A-Za-z]:\\/;

/** Whether a line is only such an aside: the question stays open. */
export const isAside = (line: string): boolean =>
  /^(?:y|n|yes|no|j|ja|nein|oui|non|si|sí|YES|NO)$/i.test(line) || PATH.test(line);

/** Whether a line can be the answer: words that are no command in the table, and no options or files. */
export function canBeAnswer(line: string): boolean {
  if (line.length < 3 || line.length > 128 || isAside(line)) return false;
  const [first = '', ...rest] = line.split(' ');
  if (ALONE.has(first.toLowerCase()) || /^[\w./-]{1,60}\(\)?$/.test(first)) return false;
  // A passphrase has words, a command line has options, files and signs.
  return rest.length === 0 || (rest.length >= 2 && line.split(' ').every((word) => /^\p{L}{2,20}$/u.test(word)));
}

/** The least that is left of a word in front of a command, to be an answer: shorter, the word is a command of its own. */
const GLUED = 4;

/** The answer that stands right before a command and its arguments, "lanterncat notes.txt"; empty when there is none. */
export function answerBefore(line: string): string {
  const [first = '', ...rest] = line.split(' ');
  if (rest.length === 0 || !/^[^\s/=-]{6,64}$/.test(first) || ALONE.has(first.toLowerCase())) return '';
  for (let at = GLUED; at <= first.length - 2; at++) if (ALONE.has(first.slice(at))) return first.slice(0, at);
  return '';
}
