/** The name in the language that is read, else in English, else in any. */
export function nameFor(names: Readonly<Record<string, string>>, language: string): string | undefined {
  return names[language] ?? names[language.split('-')[0] ?? ''] ?? names.en ?? Object.values(names)[0]
}
