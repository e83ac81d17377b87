// Feeds a file to libvterm and prints how fast it went, as `throughput` does: libvterm FILE CHUNK ROUNDS COLUMNS ROWS SCROLLBACK.
// The screen layer with a scrollback, as editors embed it: the library gives away each line that scrolls off, and whoever uses it keeps it.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <vterm.h>

typedef struct {
    VTermScreenCell *cells;
    int columns, lines, first, count;
} Scrollback;

static int push(int columns, const VTermScreenCell *cells, void *user)
{
    Scrollback *kept = user;
    int line = (kept->first + kept->count) % kept->lines;
    if (kept->count < kept->lines)
        kept->count++;
    else
        kept->first = (kept->first + 1) % kept->lines;
    memcpy(kept->cells + (size_t)line * kept->columns, cells, sizeof *cells * (columns < kept->columns ? columns : kept->columns));
    return 1;
}

static int pop(int columns, VTermScreenCell *cells, void *user)
{
    Scrollback *kept = user;
    if (kept->count == 0)
        return 0;
    int line = (kept->first + --kept->count) % kept->lines;
    memcpy(cells, kept->cells + (size_t)line * kept->columns, sizeof *cells * (columns < kept->columns ? columns : kept->columns));
    return 1;
}

static const VTermScreenCallbacks callbacks = { .sb_pushline = push, .sb_popline = pop };

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static void feed(VTerm *terminal, const char *data, size_t length, size_t chunk)
{
    char replies[4096];
    for (size_t i = 0; i < length; i += chunk) {
        vterm_input_write(terminal, data + i, chunk < length - i ? chunk : length - i);
        vterm_screen_flush_damage(vterm_obtain_screen(terminal));
        while (vterm_output_read(terminal, replies, sizeof replies) > 0)
            ;
    }
}

static int compare(const void *a, const void *b)
{
    double difference = *(const double *)a - *(const double *)b;
    return (difference > 0) - (difference < 0);
}

int main(int count, char **arguments)
{
    if (count != 7) {
        fprintf(stderr, "Usage: libvterm FILE CHUNK ROUNDS COLUMNS ROWS SCROLLBACK\n");
        return 2;
    }

    size_t chunk = strtoul(arguments[2], NULL, 10);
    int rounds = atoi(arguments[3]), columns = atoi(arguments[4]), rows = atoi(arguments[5]);
    FILE *file = fopen(arguments[1], "rb");
    if (!file) {
        perror(arguments[1]);
        return 1;
    }

    fseek(file, 0, SEEK_END);
    size_t length = ftell(file);
    rewind(file);
    char *data = malloc(length);
    if (fread(data, 1, length, file) != length) {
        perror(arguments[1]);
        return 1;
    }

    Scrollback kept = { .columns = columns, .lines = atoi(arguments[6]) };
    kept.cells = calloc((size_t)kept.columns * kept.lines, sizeof *kept.cells);
    VTerm *terminal = vterm_new(rows, columns);
    vterm_set_utf8(terminal, 1);
    VTermScreen *screen = vterm_obtain_screen(terminal);
    vterm_screen_set_callbacks(screen, &callbacks, &kept);
    vterm_screen_enable_altscreen(screen, 1);
    vterm_screen_set_damage_merge(screen, VTERM_DAMAGE_SCROLL);
    vterm_screen_reset(screen, 1);

    size_t warm_up = 4 << 20;
    feed(terminal, data, warm_up < length ? warm_up : length, chunk);
    double *speeds = malloc(sizeof *speeds * rounds);
    for (int round = 0; round < rounds; round++) {
        double start = cpu_seconds();
        feed(terminal, data, length, chunk);
        speeds[round] = length / 1e6 / (cpu_seconds() - start);
    }

    qsort(speeds, rounds, sizeof *speeds, compare);
    printf("{\"layer\":\"screen\",\"file\":\"%s\",\"bytes\":%zu,\"mbPerSecond\":%.3f,\"allocatedBytes\":null,\"chunk\":%zu,\"peer\":\"libvterm\"}\n",
           arguments[1], length, (speeds[(rounds - 1) / 2] + speeds[rounds / 2]) / 2, chunk);
    return 0;
}
