// An HTTP server and 64 clients in one program, each request a task with a goroutine of its own: a trace as large as
// one likes, with as many goroutines as requests. For benchmarks, which record it themselves:
//
//	go run main.go FILE MEGABYTES
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"runtime/trace"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const clients = 64

// counter says how much of the trace has been written.
type counter struct {
	file  *os.File
	bytes atomic.Int64
}

func (c *counter) Write(part []byte) (int, error) {
	c.bytes.Add(int64(len(part)))
	return c.file.Write(part)
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: http-load FILE MEGABYTES")
	}
	megabytes, err := strconv.ParseInt(os.Args[2], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	file, err := os.Create(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go http.Serve(listener, http.HandlerFunc(answer))
	written := &counter{file: file}
	if err := trace.Start(written); err != nil {
		log.Fatal(err)
	}
	url := "http://" + listener.Addr().String()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	var enough atomic.Bool
	var running sync.WaitGroup
	for range clients {
		running.Add(1)
		go func() {
			defer running.Done()
			for !enough.Load() {
				ask(client, url)
			}
		}()
	}
	for written.bytes.Load() < megabytes*1_000_000 {
		time.Sleep(50 * time.Millisecond)
	}
	enough.Store(true)
	running.Wait()
	trace.Stop()
	if err := file.Close(); err != nil {
		log.Fatal(err)
	}
}

// answer has another goroutine do the work, within a task and a region.
func answer(w http.ResponseWriter, r *http.Request) {
	ctx, task := trace.NewTask(r.Context(), "request")
	defer task.End()
	done := make(chan int, 1)
	go trace.WithRegion(ctx, "work", func() {
		sum := 0
		for i := range 3000 {
			sum += i * i
		}
		done <- sum
	})
	fmt.Fprintln(w, <-done)
}

func ask(client *http.Client, url string) {
	response, err := client.Get(url)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	io.Copy(io.Discard, response.Body)
}
