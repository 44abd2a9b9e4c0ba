# Closed forms of entropy on one vector of counts, as one would write them in R; prints peer,what,ns of one estimate.
# usage: Rscript information.R [SECONDS]
budget <- as.numeric(c(commandArgs(trailingOnly = TRUE), "0.2")[1])
seen <- function(y) y[y > 0]
forms <- list(
  ml = function(y) { p <- seen(y) / sum(y); -sum(p * log(p)) },
  miller_madow = function(y) { p <- seen(y) / sum(y); -sum(p * log(p)) + (length(p) - 1) / (2 * sum(y)) },
  zhang = function(y) { y <- seen(y); n <- sum(y); digamma(n) - sum(y * digamma(y)) / n },
  chao_shen = function(y) {
    y <- seen(y); n <- sum(y)
    p <- y / n * (1 - sum(y == 1) / n)
    -sum(p * log(p) / (1 - (1 - p)^n))
  },
  dirichlet_mean_jeffreys = function(y) {
    a <- y + 0.5; A <- sum(a)
    digamma(A + 1) - sum(a * digamma(a + 1)) / A
  })
for (S in c(10, 1000, 1e6)) {
  y <- as.numeric(rmultinom(1, 100 * S, 1 / seq_len(S)))
  for (name in names(forms)) {
    form <- forms[[name]]
    form(y)
    batch <- max(1, floor(1e5 / S))
    begin <- proc.time()[["user.self"]]; calls <- 0
    repeat {
      for (i in seq_len(batch)) form(y)
      calls <- calls + batch
      taken <- proc.time()[["user.self"]] - begin
      if (taken > budget) break
    }
    cat(sprintf("R,%s S=%d,%.6g\n", name, as.integer(S), 1e9 * taken / calls))
  }
}
