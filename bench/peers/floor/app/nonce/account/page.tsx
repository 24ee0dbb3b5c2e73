import Account from '../../account/page';

export default Account;
