/* For tests under wine 8 alone, which lacks bcryptprimitives.dll: the one function of it that libraries ask for. */
#include <stddef.h>
typedef int BOOL;
typedef unsigned char BYTE;
__declspec(dllimport) BOOL __stdcall SystemFunction036(BYTE *buffer, unsigned long length); /* RtlGenRandom */
__declspec(dllexport) BOOL __stdcall ProcessPrng(BYTE *buffer, size_t length) {
  return SystemFunction036(buffer, (unsigned long)length);
}
BOOL __stdcall DllMainCRTStartup(void *module, unsigned long reason, void *reserved) { return 1; }
