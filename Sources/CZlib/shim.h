#include <zlib.h>
#include <iconv.h>
