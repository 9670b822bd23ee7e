// Starts and stops, with nothing in between.
package main

import (
	"log"
	"os"
	"runtime/trace"
)

//record 1.19 1.21 1.22 1.23 1.24 1.26 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	trace.Stop()
}
