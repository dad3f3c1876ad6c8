package dev.leastwise.image;

import dev.leastwise.image.LayerEntry.RegularFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The entries of an image's layers, in their order, while the layers that follow are already decompressed on another
 * processor. However large the layers are, only so many entries wait.
 */
final class LayerStreams implements AutoCloseable {

    /**
     * An entry.
     *
     * @param content what the file holds, where that was asked for
     */
    record Item(LayerEntry entry, Optional<byte[]> content) {}

    /**
     * Some entries of a layer.
     *
     * @param last whether they are its last
     * @param error why there are no more
     */
    private record Batch(List<Item> items, boolean last, Optional<Throwable> error) {}

    private static final int BATCH = 256;
    private static final int BATCHES_WAITING = 16;
    private static final int MOST_THREADS = 2;

    private final OciLayout layout;
    private final Set<String> kept;
    private final List<BlockingQueue<Batch>> queues = new ArrayList<>();
    private final ExecutorService readers;

    LayerStreams(OciLayout layout, List<Descriptor> layers, Set<String> kept) {
        this.layout = layout;
        this.kept = kept;
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        this.readers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("layers").factory());
        // in the order in which they are taken, so that the one that is waited for is always among those that are read
        for (Descriptor layer : layers) {
            BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(BATCHES_WAITING);
            queues.add(queue);
            readers.execute(() -> fill(layer, queue));
        }
    }

    /** Takes the entries of a layer; layers are to be taken in their order. */
    void forEach(int layer, Consumer<Item> taker) {
        while (true) {
            Batch batch = take(queues.get(layer));
            batch.items.forEach(taker);
            if (batch.error.isPresent()) throwAgain(batch.error.get());
            if (batch.last) return;
        }
    }

    private static void throwAgain(Throwable error) {
        if (error instanceof Error fatal) throw fatal;
        throw (RuntimeException) error;
    }

    private static Batch take(BlockingQueue<Batch> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void fill(Descriptor layer, BlockingQueue<Batch> queue) {
        try {
            try (LayerReader reader = LayerReader.open(layout, layer)) {
                fill(reader, queue);
            } catch (IOException e) {
                // closing fails, and all of it has been read
            } catch (RuntimeException | Error e) {
                queue.put(new Batch(List.of(), true, Optional.of(e)));
            }
        } catch (InterruptedException e) {
            // nobody waits for the rest
        }
    }

    private void fill(LayerReader reader, BlockingQueue<Batch> queue) throws InterruptedException {
        List<Item> items = new ArrayList<>(BATCH);
        Optional<LayerEntry> entry = reader.next();
        while (entry.isPresent()) {
            items.add(new Item(entry.get(), content(entry.get(), reader)));
            if (items.size() == BATCH) {
                queue.put(new Batch(items, false, Optional.empty()));
                items = new ArrayList<>(BATCH);
            }
            entry = reader.next();
        }
        queue.put(new Batch(items, true, Optional.empty()));
    }

    private Optional<byte[]> content(LayerEntry entry, LayerReader reader) {
        if (!(entry instanceof RegularFile file) || !kept.contains(file.path())) return Optional.empty();
        return Optional.of(reader.content(Limits.KEPT_BYTES));
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
