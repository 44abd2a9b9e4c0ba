#include "catalogue_entropy.hpp"

#include "plim/estimators/entropy/ansb.hpp"
#include "plim/estimators/entropy/block_entropy.hpp"
#include "plim/estimators/entropy/bonachela.hpp"
#include "plim/estimators/entropy/bub.hpp"
#include "plim/estimators/entropy/chao_shen.hpp"
#include "plim/estimators/entropy/chao_wang_jost.hpp"
#include "plim/estimators/entropy/digamma_rules.hpp"
#include "plim/estimators/entropy/dirichlet_mean.hpp"
#include "plim/estimators/entropy/jvhw.hpp"
#include "plim/estimators/entropy/nsb.hpp"
#include "plim/estimators/entropy/plug_in.hpp"
#include "plim/estimators/entropy/power_sum.hpp"
#include "plim/estimators/entropy/pym.hpp"
#include "plim/estimators/entropy/smoothed.hpp"
#include "plim/estimators/entropy/unseen.hpp"
#include "plim/estimators/entropy/unseen_classes.hpp"
#include "plim/estimators/entropy/wu_yang_poly.hpp"
#include "plim/estimators/sequence/code_length.hpp"
#include "plim/estimators/sequence/context_tree.hpp"
#include "plim/estimators/sequence/lempel_ziv_78.hpp"
#include "plim/estimators/sequence/match_length.hpp"

namespace plim {

void add_entropies(Catalogue& c) {
  c.add_entropy<EntropyMl>();
  c.add_entropy<EntropyMillerMadow>();
  c.add_entropy<EntropyJackknife>();
  c.add_entropy_with_jackknife<EntropyChaoShen>();
  c.add_entropy<DirichletMeanGiven>();
  c.add_entropy<DirichletMeanJeffreys>();
  c.add_entropy<DirichletMeanLaplace>();
  c.add_entropy<DirichletMeanSg>();
  c.add_entropy<DirichletMeanMinimax>();
  c.add_entropy<Holste>();
  c.add_entropy<DirichletPluginGiven>();
  c.add_entropy<DirichletPluginJeffreys>();
  c.add_entropy<DirichletPluginLaplace>();
  c.add_entropy<DirichletPluginSg>();
  c.add_entropy<DirichletPluginMinimax>();
  c.add_entropy_with_jackknife<Shrink>();
  c.add_entropy<EntropyGrassberger1988>();
  c.add_entropy<EntropyGrassberger2003>();
  c.add_entropy<EntropySchurmannXiHalf>();
  c.add_entropy<EntropySchurmann2004>();
  c.add_entropy<EntropyZhang>();
  c.add_entropy<EntropySchurmannGrassbergerPsi>();
  c.add_entropy_with_jackknife<EntropyChaoWangJost>();
  c.add_entropy_with_jackknife<EntropyBonachela>();
  c.add_estimator<PowerMl<PowerForm::renyi>>();
  c.add_estimator<PowerMl<PowerForm::tsallis>>();
  c.add_estimator<PowerMl<PowerForm::hill>>();
  c.add_with_jackknife<PowerUnbiased<PowerForm::renyi>>({0});
  c.add_with_jackknife<PowerUnbiased<PowerForm::tsallis>>({0});
  c.add_with_jackknife<PowerUnbiased<PowerForm::hill>>({1});
  c.add_estimator<RichnessObserved>();
  c.add_estimator<RichnessChao1>();
  c.add_with_jackknife<RichnessAce>({1});
  c.add_estimator<CoverageGoodTuring>();
  c.add_with_jackknife<CoverageChaoJost>({0, 1});
  c.add_entropy<EntropyNsb>();
  c.add_entropy<EntropyPym>();
  c.add_entropy<EntropyAnsb>();
  c.add_entropy_with_jackknife<EntropyJvhw>();
  c.add_entropy_with_jackknife<EntropyWuYangPoly>();
  c.add_entropy_with_jackknife<EntropyBub>();
  c.add_entropy_with_jackknife<EntropyUnseen>();
  c.add_estimator<BlockEntropyMl>();
  c.add_estimator<BlockEntropyMillerMadow>();
  c.add_estimator<EntropyRateMl>();
  c.add_estimator<EntropyRateMillerMadow>();
  c.add_estimator<EntropyRatePerSymbol>();
  c.add_estimator<LempelZiv78>();
  c.add_estimator<MatchLength>();
  c.add_estimator<ContextTree>();
  c.add_estimator<ShannonCode>();
  c.add_estimator<HuffmanCode>();
  c.add_estimator<ArithmeticCode>();
}

}  // namespace plim
