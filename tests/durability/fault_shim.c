// Loaded into parley by test_durability.py: makes the N-th call that changes a file fail, or ends
// the process there as a power cut would.
//
//   FAULT_AT=17 FAULT_KIND=kill LD_PRELOAD=./libfault_shim.so parley read …
//
// Kinds: kill (before the call), torn (half of a write is done, then the process ends), EIO, ENOSPC
// (the call fails, and all later writes with it), malloc (the N-th large or small allocation
// fails). FAULT_COUNT names a file that gets the number of calls in a run without a fault. Calls on
// standard output and error are not counted.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;
static long fault_at = -1;
static char kind[16];
static const char* count_file;

__attribute__((constructor)) static void read_settings(void) {
  const char* at = getenv("FAULT_AT");
  const char* named = getenv("FAULT_KIND");
  count_file = getenv("FAULT_COUNT");
  if (named != NULL) strncpy(kind, named, sizeof kind - 1);
  if (at != NULL) fault_at = atol(at);
}

__attribute__((destructor)) static void write_count(void) {
  if (count_file == NULL) return;
  FILE* file = fopen(count_file, "w");
  if (file == NULL) return;
  fprintf(file, "%ld\n", atomic_load(&calls));
  fclose(file);
}

static void* next(const char* name) { return dlsym(RTLD_NEXT, name); }

static void end_here(void) { kill(getpid(), SIGKILL); }

// True where this call is to fail; errno says how.
static int fails(int descriptor) {
  if (strcmp(kind, "malloc") == 0 || (descriptor >= 0 && descriptor <= 2)) return 0;
  const long number = atomic_fetch_add(&calls, 1) + 1;
  if (fault_at < 0 || number < fault_at) return 0;
  if (strcmp(kind, "kill") == 0) end_here();
  if (strcmp(kind, "EIO") == 0) {
    errno = EIO;
    return number == fault_at;
  }
  if (strcmp(kind, "ENOSPC") == 0) {
    errno = ENOSPC;
    return 1;
  }
  return 0;
}

static int tears(void) { return strcmp(kind, "torn") == 0 && atomic_load(&calls) == fault_at; }

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static ssize_t (*real)(int, const void*, size_t);
  if (real == NULL) real = next("write");
  if (fails(descriptor)) return -1;
  if (descriptor > 2 && tears()) {
    (void)!real(descriptor, bytes, size / 2);
    end_here();
  }
  return real(descriptor, bytes, size);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  static ssize_t (*real)(int, const void*, size_t, off64_t);
  if (real == NULL) real = next("pwrite64");
  if (fails(descriptor)) return -1;
  if (tears()) {
    (void)!real(descriptor, bytes, size / 2, at);
    end_here();
  }
  return real(descriptor, bytes, size, at);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) {
  return pwrite64(descriptor, bytes, size, at);
}

int fsync(int descriptor) {
  static int (*real)(int);
  if (real == NULL) real = next("fsync");
  return fails(descriptor) ? -1 : real(descriptor);
}

int fdatasync(int descriptor) {
  static int (*real)(int);
  if (real == NULL) real = next("fdatasync");
  return fails(descriptor) ? -1 : real(descriptor);
}

int ftruncate64(int descriptor, off64_t size) {
  static int (*real)(int, off64_t);
  if (real == NULL) real = next("ftruncate64");
  return fails(descriptor) ? -1 : real(descriptor, size);
}

int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

int unlink(const char* path) {
  static int (*real)(const char*);
  if (real == NULL) real = next("unlink");
  return fails(-1) ? -1 : real(path);
}

// dlsym may allocate, so the real one is looked up before the first fault can be due.
void* malloc(size_t size) {
  static void* (*real)(size_t);
  if (real == NULL) real = next("malloc");
  if (fault_at > 0 && strcmp(kind, "malloc") == 0 && atomic_fetch_add(&calls, 1) + 1 == fault_at) {
    errno = ENOMEM;
    return NULL;
  }
  if (fault_at <= 0 && strcmp(kind, "malloc") == 0) atomic_fetch_add(&calls, 1);
  return real(size);
}
