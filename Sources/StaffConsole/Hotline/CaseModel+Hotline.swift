import Operations
import WebSupport

extension CaseModel {
    /// Calls of the hotline that touch the case; nil when there is none within reach.
    var hotline: Fields? {
        guard !scene.hotline.isEmpty else { return nil }
        return ["rows": scene.hotline.map(HotlinePageWords(context: context).row)]
    }
}
