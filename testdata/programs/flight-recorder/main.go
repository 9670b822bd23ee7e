// Work goes on for some tenths of a second, in generations shorter than usual; the flight recorder keeps
// the last of them.
package main

import (
	"log"
	"os"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.26 1.27 GODEBUG=traceadvanceperiod=50000000

func main() {
	recorder := trace.NewFlightRecorder(trace.FlightRecorderConfig{MinAge: 50 * time.Millisecond})
	if err := recorder.Start(); err != nil {
		log.Fatal(err)
	}
	defer recorder.Stop()

	var done sync.WaitGroup
	stop := make(chan struct{})
	for i := 0; i < 4; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			ticker := time.NewTicker(time.Millisecond)
			defer ticker.Stop()
			for {
				select {
				case <-ticker.C:
					time.Sleep(100 * time.Microsecond)
				case <-stop:
					return
				}
			}
		}()
	}
	time.Sleep(300 * time.Millisecond)
	if _, err := recorder.WriteTo(os.Stdout); err != nil {
		log.Fatal(err)
	}
	close(stop)
	done.Wait()
}
