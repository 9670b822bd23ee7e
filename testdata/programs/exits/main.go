// The ways out of a goroutine: a return, runtime.Goexit, and a panic that is recovered.
package main

import (
	"log"
	"os"
	"runtime"
	"runtime/trace"
	"sync"
)

//record 1.22 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var done sync.WaitGroup
	for _, leave := range []func(){
		func() {},
		runtime.Goexit,
		func() { panic("recovered above") },
	} {
		leave := leave
		done.Add(1)
		go func() {
			defer done.Done()
			defer func() { recover() }()
			leave()
		}()
	}
	done.Wait()
}
