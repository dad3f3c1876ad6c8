package dev.leastwise.suppression;

/**
 * A comment that speaks to Leastwise.
 *
 * @param start the offset of its number sign
 * @param end the offset of the end of its line
 * @param text what follows {@code leastwise:}, up to another one on the line
 * @param from where that begins which it holds for
 * @param to where it ends; the same where there is nothing that it could hold for
 */
record Comment(int start, int end, String text, int from, int to) {

    boolean holdsForNothing() {
        return from == to;
    }
}
