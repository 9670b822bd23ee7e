// Four goroutines write, sync, read and remove files of their own.
package main

import (
	"log"
	"os"
	"path/filepath"
	"runtime/trace"
	"strconv"
	"sync"
)

//record 1.22 1.24 1.27

func main() {
	dir, err := os.MkdirTemp("", "files")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var done sync.WaitGroup
	for i := 0; i < 4; i++ {
		path := filepath.Join(dir, strconv.Itoa(i))
		done.Add(1)
		go func() {
			defer done.Done()
			for n := 0; n < 5; n++ {
				churn(path)
			}
		}()
	}
	done.Wait()
}

func churn(path string) {
	f, err := os.Create(path)
	if err != nil {
		log.Fatal(err)
	}
	f.Write(make([]byte, 256<<10))
	f.Sync()
	f.Close()
	if _, err := os.ReadFile(path); err != nil {
		log.Fatal(err)
	}
	os.Remove(path)
}
