/* Preloaded: stops at every operation on a file of one folder, and lets a fork of the process meet a fault there.

   `begin` sets it going; operations.py says what is told at each operation, and what may be answered. The fork
   goes on in a copy of the folder: paths are led there, and open files opened anew. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

enum kind { READS, GROWS, CHANGES };
enum how { STOPPING, FAILS, FULL, KILLED, INTERRUPTED, POWER };

static int active, how, asking, answering;
static long fatal, done;
static char folder[PATH_MAX], original[PATH_MAX], copy[PATH_MAX], log_of_copy[PATH_MAX], unflushed_of_copy[PATH_MAX];
static size_t length, length_of_original;
/* Files written to since they were last flushed to the disk: what a power failure empties. */
static struct { dev_t device; ino_t file; } unflushed[4096];
static int waiting;

void begin(const char *where, const char *copied, const char *log, const char *lost, int ask, int answer) {
  strncpy(folder, where, sizeof folder - 1);
  strncpy(original, where, sizeof original - 1);
  strncpy(copy, copied, sizeof copy - 1);
  strncpy(log_of_copy, log, sizeof log_of_copy - 1);
  strncpy(unflushed_of_copy, lost, sizeof unflushed_of_copy - 1);
  length = length_of_original = strlen(folder);
  asking = ask, answering = answer;
  active = 1;
}

/* A path as it is, or in the copy. */
static const char *here(const char *path, char *room) {
  if (how == STOPPING || !path || strncmp(path, original, length_of_original)) return path;
  if (path[length_of_original] != '/' && path[length_of_original]) return path;
  snprintf(room, PATH_MAX, "%s%s", copy, path + length_of_original);
  return room;
}

static int within(const char *path) {
  if (!path) return 0;
  if (path[0] != '/') return 1; /* the commands are given their working folder */
  if (!strncmp(path, folder, length) && (path[length] == '/' || !path[length])) return 1;
  size_t size = length_of_original;
  return !strncmp(path, original, size) && (path[size] == '/' || !path[size]);
}

static const char *path_of(int descriptor, char *room) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t size = syscall(SYS_readlinkat, AT_FDCWD, link, room, PATH_MAX - 1);
  if (size < 0) return NULL;
  room[size] = 0;
  return room[0] == '/' ? room : NULL; /* no pipe, no socket */
}

static void note_flushed(int descriptor, int is_flushed) {
  struct stat found;
  if (syscall(SYS_fstat, descriptor, &found) || !S_ISREG(found.st_mode)) return;
  for (int each = 0; each < waiting; each++)
    if (unflushed[each].file == found.st_ino && unflushed[each].device == found.st_dev) {
      if (is_flushed) unflushed[each] = unflushed[--waiting];
      return;
    }
  if (!is_flushed && waiting < 4096) {
    unflushed[waiting].device = found.st_dev;
    unflushed[waiting++].file = found.st_ino;
  }
}

static void tell(int descriptor, const char *text) { syscall(SYS_write, descriptor, text, strlen(text)); }

/* Let this fork go on in the copy. */
static void move(void) {
  char link[64], room[PATH_MAX], moved[PATH_MAX];
  for (int each = 3; each < 256; each++) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", each);
    ssize_t size = syscall(SYS_readlinkat, AT_FDCWD, link, room, sizeof room - 1);
    if (size < 0) continue;
    room[size] = 0;
    if (strncmp(room, original, length_of_original) || room[length_of_original] != '/') continue;
    snprintf(moved, sizeof moved, "%s%s", copy, room + length_of_original);
    int flags = syscall(SYS_fcntl, each, F_GETFL) & ~(O_CREAT | O_EXCL | O_TRUNC);
    int opened = syscall(SYS_openat, AT_FDCWD, moved, flags | O_CLOEXEC, 0);
    if (opened < 0) continue;
    off_t at = syscall(SYS_lseek, each, 0, SEEK_CUR);
    syscall(SYS_dup3, opened, each, O_CLOEXEC);
    syscall(SYS_close, opened);
    if (at > 0) syscall(SYS_lseek, each, at, SEEK_SET);
    if (strstr(moved, ".lock")) syscall(SYS_flock, each, LOCK_EX | LOCK_NB);
  }
  int log = syscall(SYS_openat, AT_FDCWD, log_of_copy, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  syscall(SYS_dup3, log, 1, 0);
  syscall(SYS_dup3, log, 2, 0);
  syscall(SYS_close, log);
  strcpy(folder, copy);
  length = strlen(folder);
  syscall(SYS_chdir, copy);
}

static void tell_unflushed(void) {
  char line[64];
  int told = syscall(SYS_openat, AT_FDCWD, unflushed_of_copy, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  for (int each = 0; each < waiting; each++) {
    snprintf(line, sizeof line, "%ld\n", (long)unflushed[each].file);
    syscall(SYS_write, told, line, strlen(line));
  }
}

/* Stop at an operation until told to go on; a fork comes back from here once its fault is chosen. */
static void stop(enum kind kind, const char *name, const char *path) {
  char line[PATH_MAX + 64], answer;
  struct itimerval none = {0}, left; /* the time that a command may take stands still, and is its fork's too */
  setitimer(ITIMER_REAL, &none, &left);
  snprintf(line, sizeof line, "%ld %d %s %s\n", done, kind, name, path);
  syscall(SYS_write, asking, line, strlen(line));
  while (syscall(SYS_read, answering, &answer, 1) == 1 && answer != 'c') {
    if (answer >= 'A' && answer <= 'Z') { /* here, and in no fork: the process has threads, or children */
      how = answer - 'A', fatal = done;
      if (how == POWER) tell_unflushed();
      break;
    }
    pid_t child = fork();
    if (!child) {
      how = answer - '0', fatal = done;
      setitimer(ITIMER_REAL, &left, NULL);
      if (how == POWER) tell_unflushed();
      move();
      return;
    }
    int status = 0;
    syscall(SYS_wait4, child, &status, 0, NULL);
    snprintf(line, sizeof line, "%d\n", status);
    syscall(SYS_write, asking, line, strlen(line));
  }
  setitimer(ITIMER_REAL, &left, NULL);
}

/* Whether the operation fails; errno says how. */
static int meets(enum kind kind, const char *name, const char *path) {
  if (!active || !within(path)) return 0;
  int before = errno;
  done++;
  if (how == STOPPING) stop(kind, name, path);
  errno = before;
  int is_full = how == FULL && done >= fatal && kind == GROWS;
  if (how == STOPPING || (done != fatal && !is_full)) return 0;
  if (how == KILLED || how == POWER) syscall(SYS_kill, getpid(), SIGKILL);
  if (how == INTERRUPTED) {
    raise(SIGINT);
    errno = before;
    return 0;
  }
  errno = kind == GROWS ? ENOSPC : kind == CHANGES ? EACCES : EIO;
  return 1;
}

static int meets_on(enum kind kind, const char *name, int descriptor) {
  char room[PATH_MAX];
  if (!active) return 0;
  int before = errno;
  const char *path = path_of(descriptor, room);
  errno = before;
  return path ? meets(kind, name, path) : 0;
}

static int meets_at(enum kind kind, const char *name, int descriptor, const char *path) {
  if (!active) return 0;
  if (descriptor == AT_FDCWD || (path && path[0] == '/')) return meets(kind, name, path);
  return meets_on(kind, name, descriptor);
}

#define NEXT(type, name) \
  static type (*next)(); \
  if (!next) next = (type (*)())dlsym(RTLD_NEXT, name)

static enum kind opening(int flags) {
  return flags & (O_CREAT | O_TRUNC) ? GROWS : (flags & O_ACCMODE) != O_RDONLY ? CHANGES : READS;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    int mode = va_arg(rest, int); \
    va_end(rest); \
    NEXT(int, #name); \
    char room[PATH_MAX]; \
    return meets(opening(flags), "open", path) ? -1 : next(here(path, room), flags, mode); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
  int name(int at, const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    int mode = va_arg(rest, int); \
    va_end(rest); \
    NEXT(int, #name); \
    char room[PATH_MAX]; \
    return meets_at(opening(flags), "open", at, path) ? -1 : next(at, here(path, room), flags, mode); \
  }
OPENAT(openat)
OPENAT(openat64)

#define FOPEN(name) \
  FILE *name(const char *path, const char *mode) { \
    NEXT(FILE *, #name); \
    char room[PATH_MAX]; \
    return meets(mode[0] == 'r' ? READS : GROWS, "fopen", path) ? NULL : next(here(path, room), mode); \
  }
FOPEN(fopen)
FOPEN(fopen64)

#define WRITES(type, name, parameters, ...) \
  type name parameters { \
    NEXT(type, #name); \
    if (meets_on(GROWS, #name, descriptor)) return -1; \
    type result = next(__VA_ARGS__); \
    if (active && result >= 0) note_flushed(descriptor, 0); \
    return result; \
  }
WRITES(ssize_t, write, (int descriptor, const void *data, size_t size), descriptor, data, size)
WRITES(ssize_t, pwrite, (int descriptor, const void *data, size_t size, off_t at), descriptor, data, size, at)
WRITES(ssize_t, pwrite64, (int descriptor, const void *data, size_t size, off_t at), descriptor, data, size, at)
WRITES(ssize_t, writev, (int descriptor, const struct iovec *data, int count), descriptor, data, count)
WRITES(int, ftruncate, (int descriptor, off_t size), descriptor, size)
WRITES(int, ftruncate64, (int descriptor, off_t size), descriptor, size)
WRITES(ssize_t, sendfile, (int descriptor, int from, off_t *at, size_t count), descriptor, from, at, count)
WRITES(ssize_t, sendfile64, (int descriptor, int from, off_t *at, size_t count), descriptor, from, at, count)

#define FLUSHES(name) \
  int name(int descriptor) { \
    NEXT(int, #name); \
    if (meets_on(GROWS, #name, descriptor)) return -1; \
    int result = next(descriptor); \
    if (active && !result) note_flushed(descriptor, 1); \
    return result; \
  }
FLUSHES(fsync)
FLUSHES(fdatasync)

#define ON(kind, type, name, parameters, ...) \
  type name parameters { \
    NEXT(type, #name); \
    return meets_on(kind, #name, descriptor) ? -1 : next(__VA_ARGS__); \
  }
ON(READS, ssize_t, read, (int descriptor, void *data, size_t size), descriptor, data, size)
ON(READS, ssize_t, pread, (int descriptor, void *data, size_t size, off_t at), descriptor, data, size, at)
ON(READS, ssize_t, pread64, (int descriptor, void *data, size_t size, off_t at), descriptor, data, size, at)
ON(CHANGES, int, fchmod, (int descriptor, mode_t mode), descriptor, mode)
ON(CHANGES, int, futimens, (int descriptor, const struct timespec *times), descriptor, times)
ON(READS, int, flock, (int descriptor, int operation), descriptor, operation)

/* Paths are looked up where they lead by now: a fork comes back from `meets`. */
#define HERE(path) here(path, room)
#define OF(kind, type, name, parameters, ...) \
  type name parameters { \
    NEXT(type, #name); \
    char room[PATH_MAX], other[PATH_MAX]; \
    return meets(kind, #name, path) ? -1 : next(__VA_ARGS__); \
  }
OF(CHANGES, int, rename, (const char *path, const char *to), HERE(path), here(to, other))
OF(CHANGES, int, unlink, (const char *path), HERE(path))
OF(CHANGES, int, rmdir, (const char *path), HERE(path))
OF(GROWS, int, mkdir, (const char *path, mode_t mode), HERE(path), mode)
OF(GROWS, int, link, (const char *path, const char *to), HERE(path), here(to, other))
OF(GROWS, int, symlink, (const char *to, const char *path), to, HERE(path))
OF(CHANGES, int, chmod, (const char *path, mode_t mode), HERE(path), mode)
OF(CHANGES, int, truncate64, (const char *path, off_t size), HERE(path), size)
OF(READS, int, stat, (const char *path, struct stat *found), HERE(path), found)
OF(READS, int, stat64, (const char *path, struct stat64 *found), HERE(path), found)
OF(READS, int, lstat, (const char *path, struct stat *found), HERE(path), found)
OF(READS, int, lstat64, (const char *path, struct stat64 *found), HERE(path), found)
OF(READS, int, access, (const char *path, int mode), HERE(path), mode)

DIR *opendir(const char *path) {
  NEXT(DIR *, "opendir");
  char room[PATH_MAX];
  return meets(READS, "opendir", path) ? NULL : next(here(path, room));
}

#define AT(kind, type, name, parameters, ...) \
  type name parameters { \
    NEXT(type, #name); \
    char room[PATH_MAX], other[PATH_MAX]; \
    return meets_at(kind, #name, at, path) ? -1 : next(__VA_ARGS__); \
  }
AT(CHANGES, int, renameat, (int at, const char *path, int beside, const char *to), at, HERE(path), beside, here(to, other))
AT(CHANGES, int, unlinkat, (int at, const char *path, int flags), at, HERE(path), flags)
AT(GROWS, int, mkdirat, (int at, const char *path, mode_t mode), at, HERE(path), mode)
AT(GROWS, int, linkat, (int at, const char *path, int beside, const char *to, int flags), at, HERE(path), beside, here(to, other), flags)
AT(CHANGES, int, utimensat, (int at, const char *path, const struct timespec *times, int flags), at, HERE(path), times, flags)
AT(READS, int, fstatat, (int at, const char *path, struct stat *found, int flags), at, HERE(path), found, flags)
AT(READS, int, fstatat64, (int at, const char *path, struct stat64 *found, int flags), at, HERE(path), found, flags)
