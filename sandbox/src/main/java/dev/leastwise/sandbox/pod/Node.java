package dev.leastwise.sandbox.pod;

/**
 * The machine that a pod runs on, as its containers may ask.
 *
 * @param address what they are told of its address
 * @param memory in bytes
 */
public record Node(String name, String address, int processors, long memory) {}
