/** OCI image layouts: which image, its layers, its merged file table, and what is known from them. */
@NullMarked
package dev.leastwise.image;

import org.jspecify.annotations.NullMarked;
