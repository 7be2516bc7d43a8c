#!/bin/bash
# libraries.sh OUT - builds the Windows libraries that Debian has no package of, from its source
# packages, into OUT/lib and OUT/include; OUT/versions names them.
#
# apt downloads with a source list of our own and checks the archives' signatures as always; the
# system's lists stay as they are. One folder holds all that one state of this script and of the
# compiler makes: `make win` keys OUT by both. Whoever stops it begins anew: OUT appears at the end.
set -eu
script=$(readlink -f "$0")
unset MAKEFLAGS MAKEOVERRIDES # a CC given to our make is not theirs
out=$(readlink -m "$1")
host=x86_64-w64-mingw32
cc="ccache $host-gcc"
jobs=$(nproc)
work=$out.part
rm -rf "$work"
mkdir -p "$work"/{lib,include,src,apt/lists/partial,apt/parts}
cd "$work/src"

# bookworm, as for everything here; libcyaml's archive is only found in trixie.
packages=({libarchive,libzstd,bzip2,jansson,libyaml,pcre2,utf8proc,qr-code-generator,cmocka}/bookworm
    xz-utils/bookworm-security libcyaml/trixie)

fetch() {
    local apt=(apt-get -qq -o Dir::Etc::sourcelist=/dev/null
        -o "Dir::Etc::sourceparts=$work/apt/parts" -o "Dir::State::lists=$work/apt/lists"
        -o "Dir::Cache::srcpkgcache=" -o "Dir::Cache::pkgcache=" -o APT::Sandbox::User=root)
    cat >"$work/apt/parts/casepack.sources" <<END
Types: deb-src
URIs: http://deb.debian.org/debian
Suites: bookworm trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb-src
URIs: http://deb.debian.org/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
    "${apt[@]}" update
    "${apt[@]}" source --download-only --tar-only "${packages[@]}" >/dev/null
    for archive in *.orig.tar.*; do
        tar xf "$archive"
        rm "$archive"
        echo "${archive%.orig.tar.*}" | tr _ ' ' >>"$work/versions"
    done
}

# flat NAME FOLDER FLAGS... -- FILE... - compiles the files alone and packs libNAME.a.
flat() {
    local name=$1 folder=$2 flags=()
    shift 2
    while [ "$1" != -- ]; do flags+=("$1") && shift; done
    shift
    echo "  LIB     $name"
    (
        cd "$folder"
        # shellcheck disable=SC2068 # patterns are for this folder
        printf '%s\n' $@ | xargs -P "$jobs" -I{} $cc -O2 -w "${flags[@]}" -I"$work/include" -c {}
        $host-ar rcs "$work/lib/lib$name.a" ./*.o
    )
}

# configured FOLDER FLAGS... - as its authors would build it.
configured() {
    local folder=$1
    shift
    echo "  LIB     $folder"
    (
        cd "$folder" &&
        touch aclocal.m4 configure config.h.in Makefile.in && # the archive's own, not made anew
        ./configure -q --host=$host --prefix="$work" --disable-shared --disable-dependency-tracking \
            CC="$cc" CFLAGS=-O2 CPPFLAGS="-I$work/include" LDFLAGS="-L$work/lib" "$@" &&
        make -s -j "$jobs" install
    ) >"$work/$folder.log" 2>&1 || { tail -n 30 "$work/$folder.log" >&2; exit 1; }
}

headers() { cp "$@" "$work/include/"; }

fetch
echo "windows libraries:" $(cut -d' ' -f1 "$work/versions")

headers zstd-*/lib/{zstd,zstd_errors}.h bzip2-*/bzlib.h utf8proc-*/utf8proc.h libyaml-*/include/yaml.h \
    cmocka-*/include/cmocka.h jansson-*/src/jansson.h
sed -i 's/__format__ (__printf__/__format__ (__gnu_printf__/' "$work/include/cmocka.h" # as it formats
mkdir "$work"/include/{cyaml,qrcodegen}
cp libcyaml-*/include/cyaml/cyaml.h "$work/include/cyaml/"
cp QR-Code-generator-*/c/qrcodegen.h "$work/include/qrcodegen/"

flat zstd zstd-*/lib -DZSTD_DISABLE_ASM -DZSTD_LEGACY_SUPPORT=0 -I. -- {common,compress,decompress}/*.c
flat bz2 bzip2-* -D_FILE_OFFSET_BITS=64 -- \
    {blocksort,huffman,crctable,randtable,compress,decompress,bzlib}.c
flat utf8proc utf8proc-* -DUTF8PROC_STATIC -- utf8proc.c
flat yaml libyaml-*/src -I../include -DYAML_DECLARE_STATIC -DYAML_VERSION_MAJOR=0 -DYAML_VERSION_MINOR=2 \
    -DYAML_VERSION_PATCH=5 '-DYAML_VERSION_STRING="0.2.5"' -- \
    {api,dumper,emitter,loader,parser,reader,scanner,writer}.c
flat cyaml libcyaml-*/src -std=gnu11 -I../include -D__USE_MINGW_ANSI_STDIO=1 -DVERSION_MAJOR=1 \
    -DVERSION_MINOR=4 -DVERSION_PATCH=2 -DVERSION_DEVEL=0 -- {mem,free,load,save,utf8,util}.c
flat qrcodegen QR-Code-generator-*/c -- qrcodegen.c

sed -e 's/@json_inline@/inline/; s/@json_have_long_long@/1/; s/@json_have_localeconv@/1/' \
    -e 's/@json_have_atomic_builtins@/1/; s/@json_have_sync_builtins@/1/' \
    jansson-*/src/jansson_config.h.in >"$work/include/jansson_config.h"
printf '#define HAVE_%s 1\n' STDINT_H LOCALE_H SYS_TYPES_H SYS_TIME_H GETPID \
    >jansson-2.14/src/jansson_private_config.h
flat jansson jansson-*/src -I. -D__USE_MINGW_ANSI_STDIO=1 -DHAVE_CONFIG_H -- \
    {dump,error,hashtable,hashtable_seed,load,memory,pack_unpack,strbuffer,strconv,utf,value,version}.c

(cd pcre2-*/src && cp config.h.generic config.h && cp pcre2.h.generic pcre2.h &&
    cp pcre2_chartables.c.dist pcre2_chartables.c && cp pcre2.h "$work/include/")
flat pcre2-8 pcre2-*/src -DHAVE_CONFIG_H -DPCRE2_CODE_UNIT_WIDTH=8 -DPCRE2_STATIC -DSUPPORT_UNICODE -I. -- \
    pcre2_{auto_possess,chartables,compile,config,context,convert,dfa_match,error,extuni}.c \
    pcre2_{find_bracket,jit_compile,maketables,match,match_data,newline,ord2utf,pattern_info,script_run,serialize}.c \
    pcre2_{string_utils,study,substitute,substring,tables,ucd,valid_utf,xclass}.c

printf '#define HAVE_%s 1\n' INTTYPES_H STDINT_H STDIO_H IO_H SETJMP_H SIGNAL_H STDARG_H STDDEF_H \
    STDLIB_H STRINGS_H STRING_H TIME_H MALLOC_H STRUCT_TIMESPEC SNPRINTF VSNPRINTF \
    >cmocka-1.1.5/src/config.h
flat cmocka cmocka-*/src -D__USE_MINGW_ANSI_STDIO=1 -DHAVE_CONFIG_H -I. -I../include -- cmocka.c

configured xz-* --disable-{xz,xzdec,lzmadec,lzmainfo,lzma-links,scripts,doc,nls} --enable-threads=no
configured libarchive-* --disable-{bsdtar,bsdcpio,bsdcat,acl,xattr} \
    --without-{xml2,expat,openssl,nettle,lz4,libb2,lzo2,mbedtls,iconv}

rm -rf "$work"/{src,apt,bin,share,lib/*.la,lib/pkgconfig}
rm -rf "$out"
mv "$work" "$out"
