/* embed.c - makes base/embed.h's table: embed OUT.c NAME=FILE... (build tool, not part of casepack) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_bytes(FILE *out, const char *file, int number)
{
    FILE *in = fopen(file, "rb");
    int c, column = 0;

    if (!in) {
        perror(file);
        exit(1);
    }
    fprintf(out, "static const unsigned char f%d[] = {", number);
    while ((c = getc(in)) != EOF)
        fprintf(out, "%s%d,", column++ % 20 == 0 ? "\n" : "", c);
    fputs("0};\n", out); /* a NUL after the bytes, not counted */
    fclose(in);
}

int main(int argc, char **argv)
{
    FILE *out = argc < 2 ? NULL : fopen(argv[1], "w");

    if (!out) {
        fputs("usage: embed OUT.c NAME=FILE...\n", stderr);
        return 2;
    }
    fputs("#include \"base/embed.h\"\n", out);
    for (int i = 2; i < argc; i++)
        put_bytes(out, strchr(argv[i], '=') + 1, i);
    fputs("const struct embed_file embed_files[] = {\n", out);
    for (int i = 2; i < argc; i++)
        fprintf(out, "    {\"%.*s\", f%d, sizeof f%d - 1},\n",
                (int)(strchr(argv[i], '=') - argv[i]), argv[i], i, i);
    fprintf(out, "};\nconst size_t embed_count = %d;\n", argc - 2);
    return fclose(out) == 0 ? 0 : 1;
}
