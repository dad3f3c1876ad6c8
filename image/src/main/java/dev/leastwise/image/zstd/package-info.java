/** A decoder of Zstandard (RFC 8878) in Java alone, for input that may be hostile (docs/adr/0004). */
@NullMarked
package dev.leastwise.image.zstd;

import org.jspecify.annotations.NullMarked;
