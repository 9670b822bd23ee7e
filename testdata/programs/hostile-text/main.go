// Names that mean something elsewhere: markup, control characters, quotes, text that is not UTF-8, text in
// scripts that run the other way, very long text, and none.
package main

import (
	"context"
	"log"
	"os"
	"runtime/trace"
	"strings"
)

//record 1.21 1.22 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	for _, name := range []string{
		"",
		"<img src=x onerror=alert(1)>",
		"</script><script>alert(1)</script>",
		"two\nlines\tand a tab",
		"\x1b[31mred\x1b[0m and a bell\a",
		"a \"quoted\" \\ name",
		"nul\x00nul",
		"not UTF-8: \xff\xfe\xc3",
		"half a surrogate: \xed\xa0\x80",
		"שלום \u202egnorw eht yaw dnuor",
		"日本語 🦫 e\u0301",
		"../../etc/passwd",
		"=cmd|' /C calc'!A0",
		strings.Repeat("long ", 1000),
		"\u2028line separator\ufeff and a byte order mark",
		"\u00a0\u00ad\u200b\U000e0001\ue000 unprintable",
	} {
		ctx, task := trace.NewTask(context.Background(), name)
		trace.WithRegion(ctx, name, func() {
			trace.Log(ctx, name, name)
		})
		task.End()
	}
}
