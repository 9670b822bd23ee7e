// A TCP echo server and three clients on the loopback; one connection waits for bytes that never come.
package main

import (
	"io"
	"log"
	"net"
	"os"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.21 1.22 1.23 1.24 1.26 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go echo(conn)
		}
	}()

	silent, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		log.Fatal(err)
	}
	go io.ReadAll(silent)

	var clients sync.WaitGroup
	for i := 0; i < 3; i++ {
		clients.Add(1)
		go func() {
			defer clients.Done()
			talk(listener.Addr().String())
		}()
	}
	clients.Wait()
	listener.Close()
}

func echo(conn net.Conn) {
	defer conn.Close()
	buf := make([]byte, 64)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return
		}
		time.Sleep(100 * time.Microsecond)
		conn.Write(buf[:n])
	}
}

func talk(addr string) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	buf := make([]byte, 64)
	for i := 0; i < 10; i++ {
		conn.Write([]byte("hello"))
		conn.Read(buf)
	}
}
