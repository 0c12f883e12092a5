#!/bin/sh
# CPython out of Debian's source, for this machine's kind and for arm64, within a Debian 11 folder.
#   build_python.sh VERSION    leaves /result/linux-x64 and /result/linux-arm64
# Nothing in it depends on the moment or on where it is unpacked later.
set -eu
version=$1
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 TZ=UTC SOURCE_DATE_EPOCH=1672531200
dpkg --add-architecture arm64
cat >/etc/apt/sources.list.d/source.list <<END
deb-src http://deb.debian.org/debian bookworm main
END
apt-get update -qq
libraries="zlib1g-dev libbz2-dev liblzma-dev libffi-dev libssl-dev libexpat1-dev"
apt-get install -y -qq --no-install-recommends dpkg-dev gcc make libc6-dev pkg-config xz-utils \
  gcc-aarch64-linux-gnu libc6-dev-arm64-cross $libraries $(printf '%s:arm64 ' $libraries) >/dev/null

rm -rf /source /build /result
mkdir -p /source /build/linux-x64 /build/linux-arm64 /result
cd /source
apt-get source -qq --download-only "python3.11=$version" >/dev/null
dpkg-source --no-copy --skip-patches -x ./*.dsc python >/dev/null   # apt has checked its signature
cd python
# Of Debian's changes those that mend faults, which stand after those that put files elsewhere.
sed -n '/^shutdown-deadlock/,$p' debian/patches/series >/result/patches.txt
while read -r patch _; do
  patch -p1 -s <"debian/patches/$patch"
done </result/patches.txt
# One of them looks into the interpreter, as a module that is no part of it may only where it says so.
sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c

# Of glibc 2.28 at most: five functions of its mathematics have a newer version that differs in errno alone.
cat >/source/older_glibc.h <<'END'
#if defined(__x86_64__)
#define OLDER "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define OLDER "GLIBC_2.17"
#endif
__asm__(".symver exp,exp@" OLDER "\n.symver exp2,exp2@" OLDER "\n.symver log,log@" OLDER
        "\n.symver log2,log2@" OLDER "\n.symver pow,pow@" OLDER);
END

build() { # NAME, then more words for configure
  name=$1
  shift
  cd "/build/$name"
  # Modules find the libraries in lib/, two folders above their own.
  export LD_RUN_PATH='$ORIGIN/../..'
  /source/python/configure -q --prefix=/python --without-ensurepip --disable-test-modules --with-system-expat OPT="-DNDEBUG -O2 -fwrapv" \
    CFLAGS="-include /source/older_glibc.h -ffile-prefix-map=/source/python=. -ffile-prefix-map=/build/$name=." \
    ac_cv_func_sem_clockwait=no "$@" >configure.log 2>&1 || { tail -n 20 configure.log; exit 1; }
  make -s -j2 >make.log 2>&1 || { tail -n 20 make.log; exit 1; }
  ! grep -A 3 -E '^Failed to build these modules|could not be imported' make.log || exit 1
  make -s install DESTDIR="/result/$name.whole" >install.log 2>&1 || { tail -n 20 install.log; exit 1; }
}

keep() { # NAME, the multiarch name: what runs, and the libraries that it needs
  result=/result/$1
  whole=/result/$1.whole/python
  strip=strip
  [ "$2" = x86_64-linux-gnu ] || strip=$2-strip
  mkdir -p "$result/bin" "$result/lib"
  cp "$whole/bin/python3.11" "$result/bin/python3"
  cp -r "$whole/lib/python3.11" "$result/lib/"
  cd "$result/lib/python3.11"
  rm -rf config-3.11* ensurepip idlelib lib2to3 pydoc_data tkinter turtledemo turtle.py site-packages/* test
  find . -name __pycache__ -prune -exec rm -rf {} +
  cd "$result/lib"
  for name in libz.so.1 libbz2.so.1.0 liblzma.so.5 libffi.so.7 libexpat.so.1 libssl.so.1.1 libcrypto.so.1.1; do
    found=/lib/$2/$name
    [ -e "$found" ] || found=/usr/lib/$2/$name
    cp -L "$found" "$name"
  done
  find "$result" \( -name '*.so*' -o -name python3 \) -type f -exec chmod 755 {} + -exec "$strip" --strip-unneeded {} +
  mkdir "$result/licences"
  cp /source/python/LICENSE "$result/licences/CPython.txt"
  for package in zlib1g libbz2-1.0 liblzma5 libffi7 libexpat1 libssl1.1; do
    cp "/usr/share/doc/$package/copyright" "$result/licences/$package.txt"
  done
  rm -rf "/result/$1.whole"
}

build linux-x64
keep linux-x64 x86_64-linux-gnu
build linux-arm64 --build=x86_64-linux-gnu --host=aarch64-linux-gnu --with-build-python=/build/linux-x64/python \
  PKG_CONFIG_LIBDIR=/usr/lib/aarch64-linux-gnu/pkgconfig CC=aarch64-linux-gnu-gcc AR=aarch64-linux-gnu-ar \
  READELF=aarch64-linux-gnu-readelf ac_cv_file__dev_ptmx=yes ac_cv_file__dev_ptc=no ac_cv_buggy_getaddrinfo=no
keep linux-arm64 aarch64-linux-gnu
