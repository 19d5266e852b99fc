/** Recorders, and their names for themselves. Any other is `other`: a name could be its author's. */
export const RECORDERS = {
  agentnet: 'agentnettool agentnetannotator opencua',
  ducktrack: '',
  'openadapt-flow': 'openadapt openadaptflow',
  playwright: 'playwrighttrace',
  'office-day': 'sample strongroomsample',
  strongroom: 'strongroomcollector collector',
  other: '',
} as const satisfies Readonly<Record<string, string>>;

/** Families of operating systems: versions and builds would identify machines. */
export const OPERATING_SYSTEMS = {
  windows: 'win32 win windowsnt microsoftwindows',
  macos: 'darwin mac macosx osx',
  linux: 'gnulinux ubuntu debian fedora',
  chromeos: 'cros',
  android: '',
  ios: 'ipados',
  other: '',
} as const satisfies Readonly<Record<string, string>>;
