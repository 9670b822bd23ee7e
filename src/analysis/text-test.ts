/** Whether texts contain another, in any case of letters. The same text is looked at once. */
export function textTest(wanted: string): (text: string) => boolean {
  const lower = wanted.toLowerCase();
  const answers = new Map<string, boolean>();
  return (text) => {
    let answer = answers.get(text);
    if (answer === undefined) answers.set(text, (answer = text.toLowerCase().includes(lower)));
    return answer;
  };
}
