/* main.c - the table of commands; each is a thin file in cmd/. */
#include "cmd/cmd.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

typedef struct { const char *name; int (*run)(int argc, char **argv); const char *about; } command;

static const command commands[] = {
    { "extract", cmd_extract, "every reference in the documents, in reading order" },
    { "build", cmd_build, "documents into a graph file" },
    { "moties", cmd_moties, "one row a motion: verdict, answers, state" },
    { "toezeggingen", cmd_toezeggingen, "one row a commitment: deadline, what keeps it, state" },
    { "check", cmd_check, "slips, contradictions, near misses: what a writer should look at" },
    { "show", cmd_show, "one thing: its names, its history, who cites it and in which words" },
    { "answers", cmd_answers, "which letter answers what, in which words" },
    { "history", cmd_history, "what became of a motion, a paper, a dossier" },
    { "cites", cmd_cites, "what a paper points to, in which words" },
    { "cited-by", cmd_cited_by, "what points to a paper, in which words" },
    { "path", cmd_path, "how two things hang together, step by step" },
    { "search", cmd_search, "words in the documents" },
    { "top", cmd_top, "most cited, PageRank, hubs, betweenness, core" },
    { "groups", cmd_groups, "what belongs together: communities, components" },
    { "mainpath", cmd_mainpath, "the chain of papers through which most goes" },
    { "missing", cmd_missing, "cited, but not among the documents, with the address" },
    { "edges", cmd_edges, "every relation with its evidence" },
    { "sql", cmd_sql, "a question of your own" },
    { "cypher", cmd_cypher, "a question of your own, as a pattern: MATCH ... RETURN" },
    { "export", cmd_export, "the graph for Gephi, Cytoscape, R, spreadsheets, Obsidian, ..." },
    { "draw", cmd_draw, "the graph as a picture" },
    { "text", cmd_text, "what the program read in a document" },
    { "rules", cmd_rules, "the rules, or a check of a rule file" },
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static int print_help(FILE *to)
{
    fputs("kamergraaf finds the references in Dutch parliamentary documents and keeps them as a citation graph.\n\n"
          "Usage: kamergraaf COMMAND [OPTION...] [FILE...]\n\nCommands:\n", to);
    for (int i = 0; i < COMMANDS; i++) fprintf(to, "  %-13s %s\n", commands[i].name, commands[i].about);
    fputs("\n  kamergraaf help COMMAND   options and an example\n  kamergraaf --version\n\n"
          "Example:\n  kamergraaf build -o graph.db documents/\n  kamergraaf moties --open graph.db\n", to);
    return to == stdout ? cmd_printed() : CMD_NONE;
}

static const command *find(const char *name)
{
    for (int i = 0; i < COMMANDS; i++)
        if (!strcmp(name, commands[i].name)) return &commands[i];
    return NULL;
}

static int unknown(const char *name)
{
    const char *names[COMMANDS];
    for (int i = 0; i < COMMANDS; i++) names[i] = commands[i].name;
    const char *meant = cmd_meant(name, names, COMMANDS);
    if (meant) return cmd_error(NULL, 0, "unknown command '%s', did you mean %s; see kamergraaf --help", name, meant);
    return cmd_error(NULL, 0, "unknown command '%s'; see kamergraaf --help", name);
}

static int help(int argc, char **argv)
{
    if (argc < 3) return print_help(stdout);
    const command *c = find(argv[2]);
    char ask[] = "--help";
    char *args[] = { argv[2], ask, NULL };
    return c ? c->run(2, args) : unknown(argv[2]);
}

/* Where one of the three is closed, the next file that is opened would take its place, and messages would go into it. Each is held so
 * that using it still fails. */
static void hold_standard_files(void)
{
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd ? O_RDONLY : O_WRONLY) != fd) _exit(CMD_NONE);
}

int main(int argc, char **argv)
{
    hold_standard_files();
    if (argc < 2) return print_help(stderr);
    if (!strcmp(argv[1], "--version")) return printf("kamergraaf %s\n", KG_VERSION), cmd_printed();
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) return help(argc, argv);
    const command *c = find(argv[1]);
    if (!c) return unknown(argv[1]);
    return c->run(argc - 1, argv + 1);
}
