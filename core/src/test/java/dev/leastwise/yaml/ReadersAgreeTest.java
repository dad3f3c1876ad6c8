package dev.leastwise.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever {@link FastReader} reads, it reads as {@link EngineReader} does; the rest it hands over. */
class ReadersAgreeTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");

    private static final long SEED = Long.getLong("leastwise.seed", 20_250_825);

    private final BothReaders readers = new BothReaders();

    @Test
    void theCorpusReadsTheSame() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS), "needs ../shared/corpus: the manifests of popular projects");
        List<Path> files = corpus();
        List<Path> handedOver = new ArrayList<>();
        for (Path file : files) {
            if (!readers.agreeOn(SourceText.decode(file.toString(), Files.readAllBytes(file)))) handedOver.add(file);
        }
        System.out.println("corpus: " + files.size() + " files, " + readers + ", in files " + handedOver);
        assertThat(handedOver).hasSizeLessThanOrEqualTo(files.size() / 100);
        assertThat(readers.share()).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void randomDocumentsReadTheSame() {
        RandomDocuments random = RandomDocuments.of(SEED);
        for (int i = 0; i < 2000; i++) {
            RandomDocuments.RandomDocument document = random.next();
            SourceText source = SourceText.decode("seed " + SEED + ", document " + document.number(), document.bytes());
            if (!JsonReader.looksLikeJson(source)) readers.agreeOn(source);
        }
        System.out.println("random documents of seed " + SEED + ": " + readers);
        assertThat(readers.share()).isGreaterThanOrEqualTo(0.90);
    }

    /** Runs for some seconds, or as many as {@code -Dleastwise.fuzz.seconds} says. */
    @Test
    void damagedDocumentsReadTheSame() throws IOException {
        long seconds = Long.getLong("leastwise.fuzz.seconds", 4);
        Mutator mutator = new Mutator(new Random(SEED), seeds());
        Instant end = Instant.now().plus(Duration.ofSeconds(seconds));
        for (int i = 1; i % 100 != 0 || Instant.now().isBefore(end); i++) {
            readers.agreeOn(SourceText.decode("seed " + SEED + ", mutation " + i, mutator.next()));
        }
        System.out.println("damaged documents of seed " + SEED + ", " + seconds + " s: " + readers);
        assertThat(readers.documents - readers.refused - readers.handedOver).isPositive();
    }

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        RandomDocuments random = RandomDocuments.of(SEED);
        for (int i = 0; i < 300; i++) seeds.add(random.next().bytes());
        if (!Files.isDirectory(CORPUS)) return seeds;
        for (Path file : corpus()) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > 0 && bytes.length < 100_000) seeds.add(bytes);
        }
        return seeds;
    }

    private static List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }
}
