// Starts a process, talks to it through pipes and waits for it.
package main

import (
	"log"
	"os"
	"os/exec"
	"runtime/trace"
	"strings"
)

//record 1.22 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	for i := 0; i < 2; i++ {
		cat := exec.Command("cat")
		cat.Stdin = strings.NewReader("through a pipe and back")
		if _, err := cat.Output(); err != nil {
			log.Fatal(err)
		}
	}
}
