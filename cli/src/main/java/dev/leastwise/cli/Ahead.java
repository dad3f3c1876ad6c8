package dev.leastwise.cli;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Takes what an iterator yields on a thread of its own, a few steps ahead of whoever asks for it. */
final class Ahead<T> implements Iterator<T> {

    private static final int STEPS = 16;

    /** What was yielded, or what broke off the yielding; neither at the end. */
    private record Step<T>(Optional<T> item, Optional<Throwable> failure) {}

    private final BlockingQueue<Step<T>> steps = new ArrayBlockingQueue<>(STEPS);
    private Optional<Step<T>> next = Optional.empty();

    /** Starts at once; nobody else may use the iterator from now on. */
    static <T> Iterator<T> of(Iterator<T> items) {
        Ahead<T> ahead = new Ahead<>();
        Thread thread = new Thread(() -> ahead.run(items), "ahead");
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    private void run(Iterator<T> items) {
        try {
            while (items.hasNext()) put(Optional.of(items.next()), Optional.empty());
            put(Optional.empty(), Optional.empty());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            put(Optional.empty(), Optional.of(e));
        }
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty()) next = Optional.of(take());
        Optional<Throwable> failure = next.get().failure;
        if (failure.isEmpty()) return next.get().item.isPresent();
        if (failure.get() instanceof Error error) throw error;
        throw (RuntimeException) failure.get();
    }

    @Override
    public T next() {
        if (!hasNext()) throw new NoSuchElementException();
        T item = next.orElseThrow().item.orElseThrow();
        next = Optional.empty();
        return item;
    }

    private void put(Optional<T> item, Optional<Throwable> failure) {
        try {
            steps.put(new Step<>(item, failure));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Step<T> take() {
        try {
            return steps.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
