// What the README takes for granted of the host's own code.
declare const sessionTokens: {
  accessToken: string | undefined
  replace(tokens: { accessToken: string }): void
}
declare function saveName(
  name: string,
  options: { accessToken: string; signal: AbortSignal },
): Promise<{ name: string }>
