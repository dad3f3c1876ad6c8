package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AheadTest {

    @Test
    void yieldsEverythingInItsOrder() {
        List<Integer> numbers = IntStream.range(0, 10_000).boxed().toList();
        List<Integer> taken = new ArrayList<>();

        Ahead.of(numbers.iterator()).forEachRemaining(taken::add);

        assertThat(taken).isEqualTo(numbers);
    }

    @Test
    void endsForGood() {
        Iterator<Integer> ahead = Ahead.of(List.of(1).iterator());

        assertThat(ahead.next()).isEqualTo(1);
        assertThat(ahead.hasNext()).isFalse();
        assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void goesAheadButNotFar() throws InterruptedException {
        AtomicInteger yielded = new AtomicInteger();
        CountDownLatch some = new CountDownLatch(10);
        Iterator<Integer> endless = IntStream.generate(() -> {
                    some.countDown();
                    return yielded.incrementAndGet();
                })
                .iterator();

        Iterator<Integer> ahead = Ahead.of(endless);

        assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ahead.next()).isEqualTo(1);
        Thread.sleep(50);
        assertThat(yielded).hasValueLessThan(30);
    }

    @Test
    void passesOnWhatBreaksItOff() {
        Iterator<Integer> ahead = Ahead.of(breakingOff(new StackOverflowError()));
        assertThat(ahead.next()).isEqualTo(1);
        assertThatThrownBy(ahead::hasNext).isInstanceOf(StackOverflowError.class);

        Iterator<Integer> other = Ahead.of(breakingOff(new OutOfMemoryError()));
        assertThat(other.next()).isEqualTo(1);
        assertThatThrownBy(other::next).isInstanceOf(OutOfMemoryError.class);

        RuntimeException failure = new IllegalStateException("broken");
        Iterator<Integer> third = Ahead.of(breakingOff(failure));
        assertThat(third.next()).isEqualTo(1);
        assertThatThrownBy(third::next).isSameAs(failure);
    }

    private static Iterator<Integer> breakingOff(Throwable failure) {
        return new Iterator<>() {
            private boolean yielded;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (!yielded) {
                    yielded = true;
                    return 1;
                }
                if (failure instanceof Error error) throw error;
                throw (RuntimeException) failure;
            }
        };
    }
}
