import Casework
import Operations
import Storage
import WebSupport

/// What others say and see of a case: appraisal, meeting, sample.
extension CaseStep {
    static let supervision: [CaseStep] = []
}
