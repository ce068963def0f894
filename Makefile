# kamergraaf: references in Dutch parliamentary documents as a citation graph.
#
#   make demo     sets up, builds, runs the main job on examples/, writes graphs/, prints the two reports
#   make check    sets up, builds, passes all tests (SAN=1: the same with ASan and UBSan)
#   make help     the other targets
#
# Everything that is built lies in $(BUILD). The library is every src/*.c and src/STAGE/*.c but main.c; the program adds main.c and src/cmd/*.c.

comma   := ,
SAN     ?=
BUILD   ?= build$(if $(SAN),/san)
PREFIX  ?= /usr/local
CC      ?= cc
CFLAGS  ?= -O3 -g
PACKAGES = igraph libxml-2.0 libpcre2-8 sqlite3 libzstd libarchive jansson libseccomp
# Opened when the first PDF comes (read/read_pdf.c), so only its headers are wanted here.
OPENED   = poppler-glib

WARN    := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla $(if $(CI)$(WERROR),-Werror)
# object-size takes a choice between two arrays for the smaller end of both (gcc 12); ASan sees what it is meant for.
SANITY  := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize=object-size -fno-sanitize-recover=all -fno-omit-frame-pointer)
# Headers of others are taken as system headers: their warnings are not ours to mend.
FOREIGN := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES) $(OPENED) 2>/dev/null))
LIBS    := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm
COMPILE  = $(CC) -std=c11 -D_GNU_SOURCE $(WARN) $(CFLAGS) $(SANITY) $(CPPFLAGS) -Isrc $(FOREIGN) -MMD -MP
LINK     = $(CC) $(CFLAGS) $(SANITY) $(LDFLAGS)
PYTHON  := /usr/bin/python3

LIBSRC  := $(sort $(filter-out src/main.c src/cmd/%,$(wildcard src/*.c src/*/*.c)))
CMDSRC  := $(wildcard src/main.c) $(sort $(wildcard src/cmd/*.c))
DATA    := src/store/store.sql $(sort $(wildcard src/rules/*.rules graphs/*.sql)) graphs/style.tsv $(BUILD)/page.html
PAGE    := $(sort $(wildcard src/page/*.html src/page/*.css src/page/*.js src/page/vendor/*))
RECIPES := $(sort $(wildcard graphs/*.sql))
UNITS   := $(sort $(wildcard tests/unit/*.c))
DOCS    := examples/nagorno-karabach

LIBOBJ  := $(LIBSRC:src/%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
CMDOBJ  := $(CMDSRC:src/%.c=$(BUILD)/%.o)
LIB     := $(BUILD)/libkamergraaf.a
PROGRAM := $(BUILD)/kamergraaf
DRIVERS := $(UNITS:tests/unit/%.c=$(BUILD)/unit/%)

.PHONY: corpus-report all lib units packages setup check check-built demo demo-built graphs long score score-corpus bench install uninstall clean format lint help FORCE
.DELETE_ON_ERROR:

all: $(PROGRAM)
lib: $(LIB)
units: $(DRIVERS)

# -- build ----------------------------------------------------------------------------------------------------------------

$(PROGRAM): $(CMDOBJ) $(LIB)
	$(LINK) $(CMDOBJ) $(LIB) $(LIBS) -o $@

$(LIB): $(LIBOBJ)
	rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: src/%.c Makefile | packages
	@mkdir -p $(@D)
	$(COMPILE) -c $< -o $@

$(BUILD)/embedded.o: $(BUILD)/embedded.c
	$(COMPILE) -c $< -o $@

# Always made, kept when nothing changed: a rule file that was taken away must not live on in the program.
$(BUILD)/embedded.c: FORCE $(BUILD)/page.html
	@mkdir -p $(@D)
	@BUILD=$(BUILD) scripts/embed $(DATA) > $@.tmp && { cmp -s $@.tmp $@ && rm $@.tmp || mv $@.tmp $@; }

# The page of write_html.c, put together without node: its own source and one library, held against its checksum.
$(BUILD)/page.html: scripts/page $(PAGE)
	@mkdir -p $(@D)
	scripts/page > $@

$(BUILD)/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(COMPILE) -Itests $< $(LIB) $(LDFLAGS) $(LIBS) -o $@

packages:
	@pkg-config --exists $(PACKAGES) $(OPENED) || { echo 'libraries are missing ($(PACKAGES) $(OPENED)): run scripts/setup' >&2; exit 1; }

-include $(LIBOBJ:.o=.d) $(CMDOBJ:.o=.d) $(DRIVERS:=.d)

# -- the two commands: each sets up first, then reads this file again, since pkg-config may be new --------------------------

setup:
	@scripts/setup

check: setup
	@scripts/setup page || echo '== NO BROWSER: scripts/setup page failed, so tests/page will be skipped' >&2
	@$(MAKE) --no-print-directory check-built

demo: setup
	@$(MAKE) --no-print-directory demo-built

check-built: all units
	@BUILD=$(BUILD) tests/run $(TESTS)

demo-built: graphs
	@echo; echo '== Which documents answer which motions'
	@$(PROGRAM) moties $(BUILD)/demo.db
	@echo; echo '== Motions without an answer'
	@$(PROGRAM) moties --open $(BUILD)/demo.db
	@echo; echo '== Commitments'
	@$(PROGRAM) toezeggingen $(BUILD)/demo.db
	@echo; echo 'The picture: $(firstword $(wildcard graphs/answers.svg graphs/*.svg))    the graph file: $(BUILD)/demo.db'

$(BUILD)/demo.db: $(PROGRAM) $(wildcard $(DOCS)/*)
	rm -f $@ && $(PROGRAM) build -o $@ $(DOCS)

# -- results -----------------------------------------------------------------------------------------------------------------

graphs: $(BUILD)/demo.db
	@for r in $(RECIPES:graphs/%.sql=%); do \
	    part=$$(sed -n 's/^-- example: //p' graphs/$$r.sql); \
	    $(PROGRAM) export $(BUILD)/demo.db --format graphml --view $$r $$part -o graphs/$$r.graphml && \
	    $(PROGRAM) export $(BUILD)/demo.db --format dot --view $$r $$part -o graphs/$$r.dot && \
	    $(PROGRAM) draw $(BUILD)/demo.db --view $$r $$part -o graphs/$$r.svg && \
	    echo "graphs/$$r.graphml graphs/$$r.dot graphs/$$r.svg" || exit 1; done
	@$(PROGRAM) export $(BUILD)/demo.db -o graphs/page.html && echo graphs/page.html

score: all
	@scripts/score $(PROGRAM) $(if $(LISTS),--lists) $(SCOREFLAGS)

score-corpus: all
	@scripts/score-corpus $(PROGRAM) $(if $(LISTS),--lists) $(SCOREFLAGS)

bench: all
	@scripts/setup bench
	@PROGRAM=$(PROGRAM) scripts/bench

corpus-report: all
	@PROGRAM=$(PROGRAM) scripts/corpus-report $(SETS)

long: check
	@scripts/setup long
	@BUILD=$(BUILD) LONG=1 tests/run torture
	@PROGRAM=$(PROGRAM) scripts/bench

# -- care ----------------------------------------------------------------------------------------------------------------------

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/kamergraaf
	install -m 644 $(LIB) $(DESTDIR)$(PREFIX)/lib/
	install -m 644 src/kamergraaf.h src/kamergraaf_ask.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 src/kamergraaf.1 $(DESTDIR)$(PREFIX)/share/man/man1/

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/kamergraaf $(DESTDIR)$(PREFIX)/lib/libkamergraaf.a \
	      $(DESTDIR)$(PREFIX)/include/kamergraaf.h $(DESTDIR)$(PREFIX)/include/kamergraaf_ask.h $(DESTDIR)$(PREFIX)/share/man/man1/kamergraaf.1

clean:
	rm -rf build

format:
	clang-format -i $(wildcard src/*.[ch] src/*/*.[ch] tests/*.h tests/unit/*.c)

lint:
	scripts/layers
	scripts/sizes
	@scripts/setup lint
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 -Isrc src
	clang-tidy --quiet $(LIBSRC) $(CMDSRC) -- -std=c11 -D_GNU_SOURCE -Isrc $(FOREIGN)

help:
	@echo 'make            build/kamergraaf and build/libkamergraaf.a'
	@echo 'make demo       set up, build, run the main job on examples/, write graphs/, print the two reports'
	@echo 'make check      set up, build, pass all tests; TESTS="cli unit" some of them; SAN=1 with ASan and UBSan'
	@echo 'make score      precision and recall against tests/gold; LISTS=1 prints each miss and error'
	@echo 'make score-corpus  the same on documents of ../shared/corpus (tests/gold-corpus)'
	@echo 'make graphs     graphs/NAME.{graphml,dot,svg} of each recipe graphs/NAME.sql, graphs/page.html'
	@echo 'make corpus-report  every set of ../shared/corpus: what is read, how fast, and what it is held against (SETS="vlos-xml")'
	@echo 'make long       what takes long: damaged input, more of it, a Slurm of one node, and the measurements'
	@echo 'make bench      speed against ripgrep and a plain Python script (SIZES="1 10 100" ROUNDS=5)'
	@echo 'make install    under PREFIX=$(PREFIX), staged by DESTDIR='
	@echo 'make lint       layers, sizes, cppcheck, clang-tidy;   make format   clang-format;   make clean   rm -rf build'
