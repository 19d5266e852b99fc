/** The clipboard's formats: media types, and their names on the clipboards of Windows, macOS and X11. */
export const MEDIA_TYPES = {
  'text/plain':
    'text utf8string string unicodetext cfunicodetext cftext public.utf8plaintext public.utf16externalplaintext nsstringpboardtype',
  'text/html': 'html htmlformat public.html',
  'text/rtf': 'rtf richtextformat application/rtf public.rtf',
  'text/csv': 'csv',
  'text/uri-list': 'uri url public.url public.fileurl filelist files cfhdrop',
  'image/png': 'png public.png',
  'image/jpeg': 'jpeg jpg public.jpeg',
  'image/gif': 'gif',
  'image/webp': '',
  'image/tiff': 'tiff public.tiff',
  'image/bmp': 'bitmap cfbitmap cfdib cfdibv5',
  'image/svg+xml': 'svg',
  'application/json': 'json',
  'application/pdf': 'pdf com.adobe.pdf',
  'application/octet-stream': '',
  other: '',
} as const satisfies Readonly<Record<string, string>>;
