// The collector is turned off, on and off again: off, the heap has no goal, which the trace tells as one of
// nearly 2^63 bytes.
package main

import (
	"log"
	"os"
	"runtime/debug"
	"runtime/trace"
)

//record 1.21 1.22 1.24 1.27

var sink []byte

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	for _, percent := range []int{-1, 50, -1} {
		debug.SetGCPercent(percent)
		for i := 0; i < 40; i++ {
			sink = make([]byte, 256<<10)
		}
	}
}
