# What the native libraries need of the environment of every JVM of swav-stream. The scripts read it; what is set
# already wins. Other ways to start a TaskManager (Kubernetes, YARN) give it the same variables.

# OpenMP threads that spin while they wait starve everything else on a small machine: up to 3 times slower.
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-passive}"

# OpenBLAS's threads, too, would spin after each product of matrices (2^26 cycles; 2^4 is its least), in the way of
# OpenMP's, which compute the rest of the step.
export OPENBLAS_THREAD_TIMEOUT="${OPENBLAS_THREAD_TIMEOUT:-4}"

# glibc would give the memory of every large tensor back to the kernel and take other pages for the next one, which
# makes steps on a CPU longer, and each thread that ever trained would keep freed memory for itself.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
export MALLOC_MMAP_MAX_="${MALLOC_MMAP_MAX_:-0}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-4294967296}"

# OpenCV would print a line on the console for many a broken image, beside its dead letter.
export OPENCV_LOG_LEVEL="${OPENCV_LOG_LEVEL:-ERROR}"

# Without a language Java takes file names and arguments for ASCII, and fails at others.
case $(locale charmap 2>/dev/null) in
    '' | *ASCII* | ANSI_X3.4-1968) export LC_ALL=C.UTF-8 ;;
esac
