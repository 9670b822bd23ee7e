// Tasks within tasks, with regions and logs, on goroutines other than the one that began them; one that
// never ends, and a region that its goroutine is still in at the end.
package main

import (
	"context"
	"log"
	"os"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.19 1.21 1.22 1.23 1.24 1.26 1.27
//record 1.22 1.27 GODEBUG=traceadvanceperiod=3000000 as tasks-generations

func main() {
	before, endBefore := trace.NewTask(context.Background(), "begun before the trace")
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()
	trace.Log(before, "which", "the one from before")
	endBefore.End()

	ctx, breakfast := trace.NewTask(context.Background(), "make breakfast")
	trace.Log(ctx, "who", "the cook")
	var done sync.WaitGroup
	for _, dish := range []string{"coffee", "eggs", "toast"} {
		dish := dish
		done.Add(1)
		go func() {
			defer done.Done()
			cook(ctx, dish)
		}()
	}
	done.Wait()
	trace.Logf(ctx, "time", "%d dishes", 3)
	breakfast.End()

	unfinished, _ := trace.NewTask(context.Background(), "wash up")
	trace.Log(unfinished, "who", "nobody")
	stuck := make(chan bool)
	go func() {
		defer trace.StartRegion(unfinished, "find a towel").End()
		close(stuck)
		select {}
	}()
	<-stuck
	// Let the towel seeker block.
	time.Sleep(time.Millisecond)
}

func cook(ctx context.Context, dish string) {
	ctx, task := trace.NewTask(ctx, "cook "+dish)
	defer task.End()
	trace.WithRegion(ctx, "prepare", func() {
		time.Sleep(time.Millisecond)
		trace.WithRegion(ctx, "heat", func() {
			time.Sleep(2 * time.Millisecond)
			trace.Log(ctx, "temperature", "hot")
		})
	})
	served := make(chan bool)
	go func() {
		defer close(served)
		defer trace.StartRegion(ctx, "serve").End()
		time.Sleep(500 * time.Microsecond)
	}()
	<-served
}
