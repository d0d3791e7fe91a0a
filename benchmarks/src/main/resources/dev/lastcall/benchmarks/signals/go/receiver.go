// Hears of signals the way a Go program does: from the channel of signal.Notify. See sender.c for what it
// says and to whom.
package main

import (
	"io"
	"os"
	"os/signal"
	"syscall"
	"unsafe"
)

// The runtime's CLOCK_MONOTONIC, read without a system call as C and Java read it. The syscall package has
// no clock_gettime, and package time shows only differences.
//
//go:linkname nanotime runtime.nanotime
func nanotime() int64

func answer(signals <-chan os.Signal) {
	for range signals {
		arrived := nanotime()
		if _, err := os.Stdout.Write((*[8]byte)(unsafe.Pointer(&arrived))[:]); err != nil {
			panic(err)
		}
	}
}

func main() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	go answer(signals)
	os.Stdout.WriteString("ready\n")
	io.Copy(io.Discard, os.Stdin)
}
