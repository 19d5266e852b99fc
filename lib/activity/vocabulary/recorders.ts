/** Programs that record, and what they call themselves. Another one is `other`: a name could be that of who wrote it. */
export const RECORDERS = {
  agentnet: 'agentnettool agentnetannotator opencua',
  ducktrack: '',
  'openadapt-flow': 'openadapt openadaptflow',
  playwright: 'playwrighttrace',
  'office-day': 'sample strongroomsample',
  strongroom: 'strongroomcollector collector',
  other: '',
} as const satisfies Readonly<Record<string, string>>;

/** Families of operating systems: versions and builds would tell machines apart. */
export const OPERATING_SYSTEMS = {
  windows: 'win32 win windowsnt microsoftwindows',
  macos: 'darwin mac macosx osx',
  linux: 'gnulinux ubuntu debian fedora',
  chromeos: 'cros',
  android: '',
  ios: 'ipados',
  other: '',
} as const satisfies Readonly<Record<string, string>>;
