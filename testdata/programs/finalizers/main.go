// Objects die and their finalizers run, on the goroutine that the runtime keeps for them.
package main

import (
	"log"
	"os"
	"runtime"
	"runtime/trace"
)

//record 1.22 1.27

type resource struct {
	name string
	data [100]int
}

var open []*resource

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	closed := make(chan bool, 10)
	for i := 0; i < 10; i++ {
		r := &resource{name: "r"}
		runtime.SetFinalizer(r, func(*resource) { closed <- true })
		open = append(open, r)
	}
	open = nil
	runtime.GC()
	for i := 0; i < 10; i++ {
		<-closed
	}
}
