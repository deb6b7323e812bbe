/* The rival of a submission: replays recorded transactions into a SQLite file, one at a time, each waiting for the
   disk. It does nothing else: values are in memory, statements are prepared, references are not checked.

   Usage: bare_sqlite STORE SCRIPT
   The script (submitted_rows.py writes it; integers are little-endian) is: the count of statements (u32), each with
   its length (u32) and bytes; the count of transactions (u32), each a count of operations (u32), each the number of
   a statement (u32), a count of values (u32) and the values: a kind (u8: 0 null, 1 integer, 2 text, 3 bytes),
   then 8 bytes for an integer, or a length (u32) and bytes. */

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *store;

static void check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    fprintf(stderr, "bare_sqlite: %s\n", sqlite3_errmsg(store));
    exit(1);
}

static uint32_t number(const unsigned char **at) {
    uint32_t value;
    memcpy(&value, *at, sizeof value);
    *at += sizeof value;
    return value;
}

static void bind(sqlite3_stmt *statement, int index, const unsigned char **at) {
    unsigned char kind = *(*at)++;
    if (kind == 0) {
        check(sqlite3_bind_null(statement, index));
    } else if (kind == 1) {
        int64_t value;
        memcpy(&value, *at, sizeof value);
        *at += sizeof value;
        check(sqlite3_bind_int64(statement, index, value));
    } else {
        uint32_t length = number(at);
        const char *bytes = (const char *)*at;
        check(kind == 2 ? sqlite3_bind_text(statement, index, bytes, length, SQLITE_STATIC)
                        : sqlite3_bind_blob(statement, index, bytes, length, SQLITE_STATIC));
        *at += length;
    }
}

static unsigned char *whole(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) { perror(path); exit(1); }
    long size = ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(size);
    if (bytes == NULL || fread(bytes, 1, size, file) != (size_t)size) { perror(path); exit(1); }
    fclose(file);
    return bytes;
}

int main(int count, char **arguments) {
    if (count != 3) { fputs("usage: bare_sqlite STORE SCRIPT\n", stderr); return 2; }
    check(sqlite3_open(arguments[1], &store));
    check(sqlite3_exec(store,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF", NULL, NULL, NULL));
    const unsigned char *at = whole(arguments[2]);
    uint32_t statements = number(&at);
    sqlite3_stmt **prepared = calloc(statements + 2, sizeof *prepared);
    for (uint32_t index = 0; index < statements; index++) {
        uint32_t length = number(&at);
        check(sqlite3_prepare_v2(store, (const char *)at, length, &prepared[index], NULL));
        at += length;
    }
    sqlite3_stmt *begin, *commit;
    check(sqlite3_prepare_v2(store, "BEGIN IMMEDIATE", -1, &begin, NULL));
    check(sqlite3_prepare_v2(store, "COMMIT", -1, &commit, NULL));
    uint32_t transactions = number(&at);
    uint64_t rows = 0;
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (uint32_t done = 0; done < transactions; done++) {
        check(sqlite3_step(begin));
        check(sqlite3_reset(begin));
        uint32_t operations = number(&at);
        for (uint32_t operation = 0; operation < operations; operation++) {
            sqlite3_stmt *statement = prepared[number(&at)];
            uint32_t values = number(&at);
            for (uint32_t value = 0; value < values; value++) bind(statement, value + 1, &at);
            check(sqlite3_step(statement));
            rows += sqlite3_changes(store);
            check(sqlite3_reset(statement));
        }
        check(sqlite3_step(commit));
        check(sqlite3_reset(commit));
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9;
    printf("{\"name\": \"bare SQLite loop\", \"value\": %f, \"unit\": \"per second\", \"count\": %u, \"rows\": %llu, "
           "\"seconds\": %f}\n", transactions / seconds, transactions, (unsigned long long)rows, seconds);
    return 0;
}
