#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif
#include <dlfcn.h>
#include <stddef.h>

/* The functions of libpq that are called, each with the type its header gives it. */
#define CPQ_FUNCTIONS(X) \
    X(PQconnectdb) X(PQfinish) X(PQstatus) X(PQserverVersion) X(PQerrorMessage) \
    X(PQsetNoticeProcessor) X(PQsetClientEncoding) X(PQexec) X(PQprepare) X(PQexecPrepared) X(PQexecParams) \
    X(PQsendQueryPrepared) X(PQsendQueryParams) X(PQsetSingleRowMode) X(PQgetResult) X(PQclear) \
    X(PQresultStatus) X(PQresultErrorField) X(PQresultErrorMessage) X(PQcmdStatus) X(PQntuples) X(PQnfields) \
    X(PQfname) X(PQftype) X(PQgetisnull) X(PQgetlength) X(PQgetvalue)

struct CPQFunctions {
#define CPQ_MEMBER(name) __typeof__(name) *name;
    CPQ_FUNCTIONS(CPQ_MEMBER)
#undef CPQ_MEMBER
};

/* Opens the library and looks its functions up; returns why that is impossible, or NULL. */
static inline const char *cpq_open(const char *name, struct CPQFunctions *functions)
{
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        return dlerror();
#define CPQ_LOOK_UP(function) \
    if ((functions->function = (__typeof__(function) *)dlsym(library, #function)) == NULL) \
        return "it has no " #function;
    CPQ_FUNCTIONS(CPQ_LOOK_UP)
#undef CPQ_LOOK_UP
    return NULL;
}
