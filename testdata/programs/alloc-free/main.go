// Makes objects of several sizes until a collection starts, and grows a stack, with every allocation in the trace.
package main

import (
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/trace"
)

//record 1.23 1.24 1.27 GODEBUG=traceallocfree=1

var sink []byte

func main() {
	runtime.GOMAXPROCS(2)
	debug.SetGCPercent(10)
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	for size := 16; size <= 64<<10; size *= 4 {
		for n := 0; n < 8; n++ {
			sink = make([]byte, size)
		}
	}
	done := make(chan int)
	go func() { done <- deep(200) }()
	<-done
	for n := 0; n < 30; n++ {
		sink = make([]byte, 64<<10)
	}
}

func deep(n int) int {
	if n == 0 {
		return 0
	}
	var frame [64]byte
	frame[n%64] = byte(n)
	return deep(n-1) + int(frame[0])
}
