package dev.leastwise.fix;

/**
 * Where an object stands in a file.
 *
 * @param document which of the documents that are not empty, from 1
 * @param item which of its objects, from 0
 */
record ObjectPlace(int document, int item) {}
