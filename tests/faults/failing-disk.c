/* Preloaded into the program: while the file named by GREETLINE_TEST_ERRNO_FILE is there, every write and fsync of a
   database fails with the error number that stands in it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int fault(int fd) {
  char link[64], path[4096];
  const char *file = getenv("GREETLINE_TEST_ERRNO_FILE");
  FILE *wanted = file ? fopen(file, "r") : NULL;
  int number = 0;
  if (!wanted) return 0;
  if (fscanf(wanted, "%d", &number) != 1) number = EIO;
  fclose(wanted);
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strstr(path, ".sqlite") ? number : 0;
}

#define FAIL(fd) do { int number = fault(fd); if (number) { errno = number; return -1; } } while (0)
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int fd) { FAIL(fd); return REAL(fsync)(fd); }
int fdatasync(int fd) { FAIL(fd); return REAL(fdatasync)(fd); }
ssize_t pwrite(int fd, const void *from, size_t bytes, off_t at) { FAIL(fd); return REAL(pwrite)(fd, from, bytes, at); }
ssize_t pwrite64(int fd, const void *from, size_t bytes, off64_t at) {
  FAIL(fd);
  return REAL(pwrite64)(fd, from, bytes, at);
}
