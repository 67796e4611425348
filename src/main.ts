/** The reference stack: what the file says that the stack config `pim:deployment` names. */
import { Deployment } from "../components";

new Deployment("deployment");
