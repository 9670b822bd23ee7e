// Tracing is started and stopped several times; this is the last of them, in a process that has counted
// generations and collections already.
package main

import (
	"bytes"
	"log"
	"os"
	"runtime"
	"runtime/trace"
	"time"
)

//record 1.22 1.27

func main() {
	for i := 0; i < 5; i++ {
		var discarded bytes.Buffer
		if err := trace.Start(&discarded); err != nil {
			log.Fatal(err)
		}
		runtime.GC()
		trace.Stop()
	}
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()
	go time.Sleep(time.Millisecond)
	runtime.GC()
	time.Sleep(2 * time.Millisecond)
}
